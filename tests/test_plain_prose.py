"""A report of nothing but sentences: amounts over several of them, lists told one by one, its own beginning."""

from __future__ import annotations

import pytest

from rag.answering.facts.following import following
from rag.answering.facts.letters import Letters
from rag.answering.facts.spoken import counted, yearly
from rag.answering.spans.people import for_short
from rag.answering.spans.quantities import quantities, tells
from rag.answering.spans.reasons import reason_places
from rag.asking.kinds import wanted_kind
from rag.engine import Engine
from rag.korean import Korean
from rag.questions import understand
from tests.reports import settings_of

REPORT = """구름재 토종벌연구소 이야기

구름재 토종벌연구소(이하 연구소)는 2009년 5월 2일 솔미읍의 빈 창고에서 문을 열었다. 그때 읍장이던 노달래가 군청을 움직였고, 2년 뒤 창고 옆에 온실을 세웠다. 초대 소장은 곤충학자 마도연 박사가 맡았다. 지금 소장은 2020년에 온 두 번째 소장 연가나이다. 연 소장은 씨름 선수 출신이다.

연구소에는 사육실, 분석실, 보급실이 있다. 2022년 말 현재 직원은 모두 27명이다. 보급실은 방 열두 칸짜리 숙소를 함께 쓴다.

보관 중인 벌통은 2018년 120상자였으나 2020년에는 150상자, 2022년에는 190상자로 늘었다. 벌통 하나를 빌리는 데에 8만 원을 받는다.

나누어 준 여왕벌의 수는 2019년 310마리, 2020년 355마리, 2021년 402마리였다. 2022년에는 봄 가뭄으로 꽃이 늦어 340마리에 그쳤다. 꿀 값은 밤꿀을 기준으로 1kg에 3만 2천 원이다. 신청은 해마다 2월에 마을 이장을 거쳐서 하며, 손님이 따로 낼 수는 없다. 결과는 2022년 4월에 알렸다.

2013년에 연구소가 뒷산을 시험장으로 막자 이웃 농부들이 길을 빼앗겼다며 한 달 동안 농성을 벌였다. 그 뒤로는 길을 다시 냈다.

2022년 감사에서 표선율 의원은 두 가지를 따졌다. 하나는 꿀값이 너무 높다는 점이다. 다른 하나는 장부가 늦게 나온다는 점이다.

연구소는 2023년부터 2027년까지의 계획을 지난가을에 내놓았다. 목표는 세 가지이다. 첫째, 벌통을 300상자까지 늘린다. 둘째, 병에 강한 품종을 찾는다. 셋째, 꽃밭 9헥타르를 되살린다.
"""


MUSEUM = """모란읍립 장난감박물관 일곱 해의 기록

모란읍립 장난감박물관(이하 박물관)은 2016년 4월 3일 옛 방앗간 자리에서 시작했다. 첫 관장은 목수 소리안이 맡아 세 해를 일했다.

장난감은 2018년 1천 2백 점이었다. 2020년에는 1천 9백 점으로 늘었고, 2022년에는 2천 6백 점이 되었다. 후원자는 2021년 88명이었는데 이듬해에는 141명으로 늘었다. 2019년 겨울에는 물탱크가 얼어 터져 인형 40점이 물에 젖었다.

'별밤 놀이터'는 매달 한 번 밤에 박물관을 여는 행사이다. 참가비는 없지만 미리 전화로 자리를 잡아야 한다. 승강기가 없어 유아차는 아래층에 두어야 한다. 위층에는 그림 전시실이 있다. 월요일에 쉬며, 다른 날에는 아침 10시부터 저녁 6시까지 연다.

박물관이 꼽는 다음 과제는 세 가지다. 우선 승강기를 놓는다. 다음으로 이웃 마을에 작은 공방을 낸다. 마지막으로 사라진 장난감을 찾아 모은다. 승강기 공사에는 9천만 원이 들 것으로 본다.
"""


@pytest.fixture(scope="module")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    corpus = tmp_path_factory.mktemp("toys") / "corpus"
    corpus.mkdir()
    (corpus / "toys.txt").write_text(MUSEUM, encoding="utf-8")
    return Engine.open(settings_of(corpus, corpus.parent / "index"))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("여기 언제 생겼어요?", "2016년 4월 3일"),
        ("처음 관장을 맡은 사람 이름", "소리안"),
        ("2018년에서 2022년 사이 장난감이 몇 점 늘었나?", "1,400점"),
        ("2022년 후원자 수는?", "141명"),
        ("인형은 왜 젖었어?", "얼어 터져"),
        ("별밤 놀이터 참가비 얼마야?", "없지만"),
        ("승강기 있어?", "아니요"),
        ("앞으로 하려는 일을 알려줘", "공방을"),
    ],
)
def test_a_short_history_answers_everyday_questions(museum: Engine, question: str, answer: str) -> None:
    assert answer in museum.ask(question).answer


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    corpus = tmp_path_factory.mktemp("bees") / "corpus"
    corpus.mkdir()
    (corpus / "bees.txt").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(corpus, corpus.parent / "index"))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("숙소 방은 몇칸이야?", "열두 칸"),
        ("2022년 여왕벌 보급은 그 전해보다 몇 마리 줄었나요?", "62마리"),
        ("이 기관은 언제 생겼어?", "2009년 5월 2일"),
        ("맨 처음 소장을 지낸 사람은?", "마도연"),
        ("첫 소장은 누구였나요?", "마도연"),
        ("요즘 거기서 일하는 사람이 몇이나 되나요?", "27명"),
        ("꿀 1킬로그램 사려면 얼마야?", "3만 2천 원"),
        ("농부들이랑 왜 싸웠어?", "길을 빼앗겼다며"),
        ("표 의원이 문제 삼은 게 뭐뭐야?", "장부가 늦게"),
        ("2027년까지 이루려는 것들을 알려줘", "9헥타르"),
        ("연구소가 앞으로 하려는 일 세 가지는?", "9헥타르"),
        ("손님이 직접 신청해도 되나요?", "아니요"),
    ],
)
def test_plain_sentences_answer_everyday_questions(engine: Engine, question: str, answer: str) -> None:
    assert answer in engine.ask(question).answer


@pytest.mark.parametrize(
    "question", ["2016년에 보관하던 벌통 수는?", "연가나 소장 나이가 어떻게 되나요?", "2016년 보관 벌통은?"]
)
def test_what_plain_sentences_leave_unsaid_is_not_found(engine: Engine, question: str) -> None:
    assert engine.ask(question).status == "not_found"


def test_what_came_about_came_about_at_no_hour(museum: Engine) -> None:
    assert museum.ask("전시실은 언제 생겼어?").status == "not_found"


def test_rooms_houses_and_strains_are_counted() -> None:
    assert [(int(q.value), q.unit) for q in quantities("방 스무 칸, 별채 세 채, 벼 31계통")] == [
        (20, "칸"),
        (3, "채"),
        (31, "계통"),
    ]


def test_a_name_of_one_syllable_stands_beside_longer_ones() -> None:
    (told,) = counted("2023년 기준 보리가 31톤으로 가장 많고, 귀리 18톤, 밀 7톤이며 콩 등이 5톤이다.")
    assert [one.label for one in told] == ["보리", "귀리", "밀", "콩"]


def test_the_sentence_behind_tells_more_years() -> None:
    def told(before: str, words: str) -> list[tuple[str, int | None]]:
        return [(one.label, one.year) for one in following(f"{before} {words}", len(before) + 1)]

    before = "손님은 2020년 900명, 2021년 1,200명이었다."
    assert told(before, "2022년에는 긴 장마로 800명에 그쳤다.") == [("손님", 2022)]
    assert told(before, "2022년에는 직원이 12명이었다.") == []  # of somebody else
    assert told(before, "2021년에는 800명이었다.") == []  # of a year that is told
    first = "벌통은 2018년 120상자였다."
    after = "2020년에는 150상자로 늘었고, 이듬해에는 190상자가 되었다."
    assert told(first, after) == [("벌통", 2018), ("벌통", 2020), ("벌통", 2021)]


def test_the_year_behind_one_is_told_as_next() -> None:
    assert [(one.label, one.year) for one in yearly("손님은 2020년 900명이었는데 이듬해에는 1,200명으로 늘었다.")] == [
        ("손님", 2020),
        ("손님", 2021),
    ]


def test_no_short_word_ends_with_the_ending_of_another() -> None:
    def letters(own: str, *starts: int) -> Letters:
        return Letters(own, "", "", frozenset({0, *starts}), frozenset())

    assert not letters("새관장은박하나이다.", 4).say("나이")
    assert not letters("협회의장부", 3).say("회의")
    assert letters("정기회의에서").say("회의")
    assert letters("나이는묻지않는다", 3, 5).say("나이")


def test_a_question_of_the_month_wants_one() -> None:
    question = understand("신청은 몇 월에 하나요?", Korean.get())
    assert question.wanted == "date"


def test_that_something_is_not_long_ago_asks_for_no_amount() -> None:
    assert (
        wanted_kind(
            "이사 온 지 얼마 안 됐는데 깎아 주나요?", "이사 온 지 얼마 안 됐는데 깎아 주나요?", Korean.get(), "ko"
        )[0]
        == "yesno"
    )


def test_the_plural_of_a_question_is_no_name() -> None:
    words = understand("어부들은 여기 좋아해?", Korean.get(), written={"어부들", "어부"}).words
    assert words[0].text == "어부"


def test_an_amount_is_one_however_it_is_written() -> None:
    assert tells("1킬로그램", "밤꿀 1kg에 3만 원이다")
    assert not tells("1킬로그램", "밤꿀 2kg에 3만 원이다")


def test_a_family_name_with_a_title_means_the_full_name() -> None:
    assert for_short("표", " 의원이 따진 것", "감사에서표선율의원은두가지를따졌다.")
    assert not for_short("표", " 의원이 따진 것", "감사에서노선율의원은두가지를따졌다.")
    assert not for_short("표", " 받는 곳", "감사에서표선율의원은")


def test_what_was_protested_against_is_a_reason() -> None:
    words = "뒷산을 막자 농부들이 길을 빼앗겼다며 농성을 벌였다."
    assert reason_places(words, Korean.get())
