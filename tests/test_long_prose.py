"""Long prose, where the sentence that answers stands beside the one that says the words of the question."""

from __future__ import annotations

import pytest

from rag.answering.choosing.leading import _NOW
from rag.answering.choosing.wanting import money
from rag.answering.spans.bodies import bodies_in
from rag.answering.spans.people import shortened
from rag.asking.colloquial import standard
from rag.asking.kinds import wanted_kind
from rag.asking.parting import parted
from rag.engine import Engine
from rag.korean import Korean
from rag.questions import understand
from tests.reports import settings_of

REPORT = """# 별무리목공소, 나무를 읽는 사람들

## 1. 목공소 소개

2012년 3월에 나루공방으로 문을 열었고 2019년에 지금의 이름으로 바꾸었다. '별무리'는 옛말 '벼루미'에서 따온 것으로, 서로 기대어 빛난다는 뜻을 담았다. 별무리목공소의 조합원은 별무리목공소가 펴내는 소식지를 달마다 받는다.

## 2. 주요 공간

목공소에는 건조실, 재단실, 도장실이 있다. 건조실은 나무를 석 달 동안 말린다. 도장실은 매주 수요일과 금요일에 옻칠을 가르친다.

## 3. 사람

목공소를 물려받은 사람은 자녀가 아니라 전문경영인 노을찬 대표였다. 노 대표는 조선소의 설계 담당 출신으로, 2017년에 영입되었다. 노을찬 대표는 해마다 전시를 연다. 노을찬 대표는 "나무는 기다려 준다"라고 말했다.

야간반은 사흘을 배우고 이틀을 쉬는데, 수강료는 주간반과 같다. 야간반의 결석 일수는 한 해 평균 7일에서 3일로 줄었다.

새 칠은 추위에 강하다. 개발에는 6년이 걸렸으며 연구사 마루한이 책임을 맡았다. 목공소는 한 해 동안 교실 수업을 84회 열었고 1,240명이 들었다. 목수직의 첫해 연봉은 3,150만 원, 사무직은 2,980만 원이다.

수강생은 해마다 4월에 뽑는다. 선발은 서류와 면담의 순서로 하며 이름을 밝히는 실명 방식이다.

건조실은 영상 38도로 유지되고 있었다. 그곳에는 통나무가 쌓여 있었다. 일꾼들은 말이 없었다. 제주센터는 바닷가에 있다.

## 4. 체험관

어린이 목공 체험관 '톱밥학교'는 목공소의 간판 시설이다. 가장 인기 있는 프로그램은 아이가 직접 새집을 짜 보는 '둥지 만들기'다. 톱밥학교 교장 여진솔은 초등 교사 출신이다.

톱밥학교는 어린이가 나무와 노는 곳이다. 2018년 옛 창고를 고쳐 문을 연 이곳은 월요일을 빼고 매일 운영하며, 관람료는 무료다.

본관에는 2023년 9월 옻칠 교실이 문을 열었는데 정원은 12명이고 밤에 배우는 회원을 위해 저녁 9시까지 아이를 돌본다.

## 5. 약속과 목표

목공소는 노동조합과 2022년 5월 '천천히 협약'을 맺고 견습생들을 다시 가르쳤다. 조합장 봉하람은 "견습생을 지킨 협약"이라고 평가했다.

노을찬 대표는 지난 1월 '느린 나무 구상'을 공개했다. 판매액을 90억 원으로, 재생 목재의 몫을 35%로 키우고, 공방에서 쓰는 전기의 50%를 햇빛으로 얻는다는 것이 뼈대다.

상장으로 마련할 돈은 80억 원이며, 회사는 그 절반을 새 공방에 쓴다. 상장 주관사로는 누리증권이 뽑혔다.

## 6. 회원 안내

목공소의 공구를 빌려 주는 회원 제도이다. 회원은 나이를 묻지 않는다.

- 대여 횟수: 한 해 6회
- 이용 시간: 1회 90분
- 공구 대여, 재료비 지원: 운영본부 회원팀 031-0555-1290

재료비 지원과 공구 대여는 함께 받을 수 있다. 신청 결과는 10월 7일에 알린다. 회원 정보는 본인 동의 없이 가족에게 알리지 않는다. 지금 물안내 서비스는 1,430가구가 이용하며, 한 해 동안 5명이 도움을 받았다. 그는 경력을 적는 칸을 2021년에 없앴다.
"""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("workshop")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "workshop.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("목공소의 주요 공간을 알려주세요", "건조실, 재단실, 도장실"),
        ("느린 나무 구상이 내건 목표에는 어떤 것들이 있나요?", "35%"),
        ("톱밥학교에서 가장 인기 있는 체험은 무엇인가요?", "둥지 만들기"),
        ("노조와 맺은 협약 이름은 무엇인가요?", "천천히 협약"),
        ("노을찬 대표는 여기 오기 전에 어떤 일을 했나요?", "조선소"),
        ("이름에 들어간 '별무리'는 무슨 의미인가요?", "서로 기대어"),
        ("상장 주관사는 어디인가요?", "누리증권"),
        ("옻칠은 무슨 요일에 배우러 가면 돼?", "수요일과 금요일"),
        ("야간반은 며칠 배우고 며칠 쉬어?", "사흘을 배우고 이틀을 쉬는데"),
        ("신청 결과는 언제 나와?", "10월 7일"),
        ("재료비 지원과 공구 대여를 둘 다 받아도 되나요?", "함께 받을 수 있"),
        ("목공소는 처음에 어떤 이름으로 문을 열었나요?", "나루공방"),
    ],
)
def test_the_sentence_that_answers_goes_before_the_one_that_says_the_words(
    workshop: Engine, question: str, said: str
) -> None:
    assert said in workshop.ask(question).answer


def test_a_body_by_its_kind_alone_is_no_name() -> None:
    korean = Korean.get()
    words = "회사는 그 절반을 쓰며, 누리회사가 나머지를 쓴다."
    assert [words[s.start : s.end] for s in bodies_in(words, korean)] == ["누리회사"]


def test_whether_something_must_be_done_is_a_matter_of_yes_or_no() -> None:
    korean = Korean.get()
    for text in ("영어 점수를 꼭 내야 하나요?", "수강료는 미리 내야 돼?"):
        assert wanted_kind(text, text, korean, "ko")[0] == "yesno"
    assert wanted_kind("점수는 얼마나 받아야 하나요?", "점수는 얼마나 받아야 하나요?", korean, "ko")[0] == "number"


def test_a_count_is_in_the_unit_of_what_is_counted() -> None:
    text = "서비스 이용 가구수"
    assert wanted_kind(text, text, Korean.get(), "ko")[:2] == ("number", ("가구",))


def test_a_price_is_money() -> None:
    assert money(understand("구내식당 밥값은 얼마예요?", Korean.get()))


def test_a_verb_that_says_little_is_not_what_a_question_is_about() -> None:
    query = understand("상담받은 거 가족한테 연락 가는 거 아니지?", Korean.get())
    assert [w.text for w in query.words if w.head] != ["받"]


def test_a_full_name_that_ends_its_sentence_is_one_that_a_family_name_stands_for() -> None:
    assert shortened("노 대표는 목수다.", "물려받은 사람은 노을찬 대표였다. ") == ["노을찬"]


def test_of_several_questions_in_one_the_last_is_asked_with_the_matter_of_the_first(workshop: Engine) -> None:
    known = workshop.reader.snapshot.evidence.words_known
    assert parted("애 키우면서 다닐 만해? 출근 늦게 해도 되나", Korean.get(), {"출근"}.__contains__) == ()
    assert parted("건조실은 맨날 일만 시켜? 쉬는 시간 있어?", Korean.get(), known) == ("건조실 쉬는 시간 있어?",)
    assert parted("맨날 일만 시켜? 쉬는 시간 있어?", Korean.get(), known) == ()
    assert parted("도장실은 어디에 있나요?", Korean.get(), known) == ()


def test_who_is_named_alike_by_several_sentences_is_not_in_doubt(workshop: Engine) -> None:
    assert "노을찬" in workshop.ask("지금 대표 누구야").answer


def test_what_there_is_is_told_with_its_name(workshop: Engine) -> None:
    assert "옻칠 교실" in workshop.ask("밤에 애 맡길 데 있어?").answer


def test_a_place_pointed_back_at_is_the_one_before(workshop: Engine) -> None:
    assert "월요일" in workshop.ask("톱밥학교 휴관일은 무슨 요일인가요?").answer


def test_wrong_letters_of_common_words_are_repaired() -> None:
    korean = Korean.get()
    assert standard("회원팀 전하번호", korean) == "회원팀 전화번호"
    assert standard("행정직열 경쟁률", korean) == "행정직렬 경쟁률"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("새 칠 개발 책임자 누구", "마루한"),
        ("교실 수업을 들은 사람은 모두 몇 명입니까?", "1,240명"),
        ("수강생 모집은 실명으로 진행됩니까?", "실명 방식"),
        ("목수직 초봉 얼마 받음?", "3,150만"),
    ],
)
def test_everyday_words_find_what_prose_writes_for_them(workshop: Engine, question: str, said: str) -> None:
    assert said in workshop.ask(question).answer


def test_a_family_name_like_the_word_for_now_marks_no_present_holder() -> None:
    assert not _NOW.search("현미루 사장은 2024년 구상을 내놓았다.")
    assert _NOW.search("현 한가람 사장") and _NOW.search("현 사장")


def test_a_name_told_of_elsewhere_only_is_not_answered_for(workshop: Engine) -> None:
    assert workshop.ask("제주센터 건조실은 영상 몇 도로 유지하나요?").status == "not_found"
