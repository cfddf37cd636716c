"""A question becomes a query: what is wanted, about what, under which conditions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.asking.cleaning import MAX_LENGTH, clean
from rag.errors import QuestionError
from rag.korean import Korean
from rag.questions import Query, understand

KOREAN = Korean.get()


def query(question: str, *subjects: str, labels: frozenset[str] = frozenset()) -> Query:
    return understand(clean(question), KOREAN, subjects, labels)


def content(found: Query) -> set[str]:
    return {t for w in found.words for t in w.terms if not w.asks}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("2023년 정규직은 몇 명 채용했나요?", "number"),
        ("앱은 언제 나왔어?", "date"),
        ("누가 앱을 만들었어?", "person"),
        ("캠프는 어디에서 열렸나요?", "place"),
        ("주관 기관은 어느 기관이야?", "organisation"),
        ("왜 야간 안내원을 두었나요?", "reason"),
        ("직업상담사란 무엇인가요?", "definition"),
        ("지원 자격에는 무엇이 있나요?", "list"),
        ("야간개장이 시작되었나요?", "yesno"),
        ("온실 점수 알려줘", "number"),
        ("미션은?", "any"),
        ("How many interns were hired?", "number"),
        ("When did the app come out?", "date"),
        ("Who recorded the guide?", "person"),
        ("Why were guides hired?", "reason"),
        ("Is parking free?", "yesno"),
    ],
)
def test_the_kind_of_answer_is_read_from_the_interrogative(question: str, wanted: str) -> None:
    assert query(question).wanted == wanted


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("몇 명 뽑았어?", "명"),
        ("정보화 비중은 얼마야?", "%"),
        ("점수는 몇 점이야?", "점"),
        ("앱은 몇 번 내려받았어?", "회"),
        ("예산이 몇 억 원이야?", "원"),
        ("How many people came?", "명"),
    ],
)
def test_the_unit_of_the_answer_is_read_from_counter_or_noun(question: str, unit: str) -> None:
    assert unit in query(question).units


@pytest.mark.parametrize("question", ["교육은 며칠 동안 했어?", "얼마나 걸려?", "How long does it take?"])
def test_a_duration_may_have_any_unit_of_time(question: str) -> None:
    assert {"일", "주", "개월"} <= set(query(question).units)


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("만족도가 가장 높은 항목은?", "highest"),
        ("점수가 제일 낮은 항목은?", "lowest"),
        ("연봉과 복지 점수 차이는 몇 점이야?", "difference"),
        ("정규직과 계약직 중 누가 더 많아?", "compare"),
        ("인턴과 정규직을 합하면 몇 명이야?", "sum"),
        ("평균 점수는 몇 점이야?", "average"),
        ("채용 유형은 몇 가지야?", "count"),
        ("항목을 점수가 높은 순으로 알려줘", "order"),
        ("정규직은 계약직의 몇 배야?", "ratio"),
        ("2023년 정규직은 몇 명이야?", "none"),
        ("Which item has the highest score?", "highest"),
    ],
)
def test_an_operation_is_read_from_its_words(question: str, operation: str) -> None:
    assert query(question).operation == operation


def test_a_place_in_an_order_is_read() -> None:
    assert (query("두 번째로 높은 항목은?").rank, query("두 번째로 높은 항목은?").operation) == (2, "highest")
    assert query("뒤에서 세 번째 항목의 점수는?").rank == 3


@pytest.mark.parametrize(
    ("question", "direction", "value"),
    [
        ("80점 넘는 항목은?", "above", 80),
        ("80점 이하인 항목은 몇 개야?", "below", 80),
        ("Which items scored over 80 points?", "above", 80),
    ],
)
def test_a_limit_is_read_with_its_direction(question: str, direction: str, value: int) -> None:
    found = query(question)
    assert found.direction == direction and found.threshold is not None and found.threshold.value == value


def test_what_is_left_out_is_no_word_of_the_question() -> None:
    found = query("인턴 빼고 모두 몇 명 뽑았어?")
    assert [w.text for w in found.excluded] == ["인턴"]
    assert "인턴" not in content(found)


def test_years_are_read_in_every_way_of_writing() -> None:
    assert query("2021년부터 23년까지 몇 명이야?").years == (2021, 2023)


def test_words_of_asking_and_of_the_subject_are_no_matter() -> None:
    assert content(query("달빛수목원의 온실 점수 좀 알려줄래?", "달빛수목원")) == {"온실"}
    assert query("달빛수목원은 어떤 곳이야?", "달빛수목원").named_subject


def test_the_head_is_the_noun_before_the_interrogative() -> None:
    assert [w.text for w in query("숲해설 앱은 누가 녹음했어?").words if w.head] == ["앱"]


def test_a_label_of_the_report_is_taken_whole() -> None:
    labels = frozenset({"면접꿀팁"})
    assert [w.text for w in query("면접꿀팁은 뭐야?", labels=labels).words] == ["면접꿀팁"]


def test_a_denied_noun_is_another_noun() -> None:
    assert "정규직" not in content(query("비정규직은 몇 명이야?"))


@pytest.mark.parametrize("question", ["", "  \n", "​", "a\x00b", "\ud800"])
def test_what_is_no_question_is_refused(question: str) -> None:
    with pytest.raises(QuestionError):
        clean(question)


def test_an_over_long_question_is_refused_with_both_lengths() -> None:
    assert clean("가" * MAX_LENGTH)
    with pytest.raises(QuestionError, match=rf"{MAX_LENGTH + 1}.*{MAX_LENGTH}"):
        clean("가" * (MAX_LENGTH + 1))


def test_cleaning_composes_and_closes_gaps() -> None:
    assert clean("\u200b 가\u200b \ufeff") == "가"
    assert clean(" 정규\u1112\u1161\u11ab \n\t 명 ") == "정규한 명"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_every_clean_question_is_understood_the_same_twice(question: str) -> None:
    try:
        text = clean(question)
    except QuestionError:
        return
    found = query(text)
    assert found == query(text)
    assert all(text[w.start : w.end] == w.text and w.terms for w in found.words)
    assert clean(text) == text
    assert sum(w.head for w in found.words) <= 1


def test_half_is_a_limit_to_compare_with() -> None:
    over, under = query("교육비가 전체의 절반을 넘나요?"), query("교육비는 절반도 안 되나요?")
    assert over.threshold is not None
    assert (over.threshold.value, over.threshold.unit, over.direction) == (50, "%", "above")
    assert under.direction == "below"


def test_how_an_amount_is_counted_is_not_what_it_is_about() -> None:
    assert [w.text for w in query("식비는 1년에 얼마 주나요?").words] == ["식비"]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What do people who work there like?", "any"),
        ("Which year did the team that we met move?", "date"),
        ("How many people attended when it opened?", "number"),
    ],
)
def test_the_first_english_interrogative_asks(question: str, wanted: str) -> None:
    assert query(question).wanted == wanted


@pytest.mark.parametrize(
    ("question", "wanted", "operation"),
    [
        ("박람회 주관 어디", "organisation", "none"),
        ("박람회는 어디가 주관했나요?", "organisation", "none"),
        ("누가 주최한 행사예요?", "organisation", "none"),
        ("담당부서 어디?", "organisation", "none"),
        ("박람회는 어디에서 열렸나요?", "place", "none"),
        ("운영시간이 어떻게 되나요?", "any", "none"),
        ("가는 방법이 어떻게 되나요?", "method", "none"),
        ("종합계획 예산은 얼마예요?", "number", "none"),
        ("두 예산을 합하면 얼마예요?", "number", "sum"),
    ],
)
def test_the_form_of_a_question_says_what_is_wanted(question: str, wanted: str, operation: str) -> None:
    found = query(question)
    assert (found.wanted, found.operation) == (wanted, operation)


@pytest.mark.parametrize(
    ("question", "wanted", "operation"),
    [
        ("제일 큰 사업이 습지복원인가요?", "yesno", "highest"),  # 복원인가 is no 원인
        ("만족도 점수가 낮으면 무슨 등급인가요?", "any", "none"),  # the noun after 무슨 is asked for
        ("예전에 둑이 무너졌을 때 몇 곳이 잠겼어?", "number", "none"),  # 예전 is no 전
    ],
)
def test_a_word_within_another_does_not_ask(question: str, wanted: str, operation: str) -> None:
    found = query(question)
    assert (found.wanted, found.operation) == (wanted, operation)


@pytest.mark.parametrize(
    ("question", "wanted", "operation"),
    [
        ("강좌는 몇 개월 동안 열리나요?", "number", "none"),
        ("원서를 우편으로 보내도 접수가 되나요?", "yesno", "none"),
        ("3월에 열리는 행사 일정이 뭐뭐 있나요?", "list", "none"),
        ("상장은 어디에서 주는 건가요?", "organisation", "none"),
        ("축제를 맡은 부서는 어디야?", "organisation", "none"),
        ("축제를 맡은 부서는 어디에 있나요?", "place", "none"),
        ("떨어져도 돈 줘?", "yesno", "none"),
        ("휴관일수는 2021년에 며칠이었나요?", "number", "none"),
        ("개관일은 며칠이었나요?", "date", "none"),
        ("출장 자주 감?", "yesno", "none"),
        ("강좌 이름을 아는 대로 다 적어봐", "list", "none"),
        ("분실물은 몇 번으로 전화하면 되나요?", "any", "none"),
    ],
)
def test_how_people_ask_a_public_body_is_understood(question: str, wanted: str, operation: str) -> None:
    assert (query(question).wanted, query(question).operation) == (wanted, operation)


@pytest.mark.parametrize("question", ["2031년에는 무슨 일들을 하려고 하나요?", "2031년에 하려는 일들은?"])
def test_what_is_meant_to_be_done_is_a_plan(question: str) -> None:
    assert ("계획",) in [w.terms for w in query(question).words]


def test_what_a_total_is_to_hold_too_does_not_narrow_it() -> None:
    found = query("2021년에 뽑은 직원은 체험형 인턴까지 합쳐서 몇 명이에요?")
    assert found.operation == "sum" and not {"체험형", "인턴"} & content(found)


def test_words_that_only_help_to_ask_are_no_matter() -> None:
    assert content(query("초대 관장 이름이 뭐예요?")) == {"초대", "관장"}
    assert content(query("최근 3년 중 입장료가 가장 높았던 해는?")) == {"입장료"}
    assert "둘" not in content(query("수강료와 재료비를 둘 다 내나요?"))
    assert content(query("솔직하게 아쉬운 점이 뭐예요? 궁금")) == {"아쉽다"}
    assert content(query("온실 점수는 100점 만점에 몇 점인가요?")) == {"온실"}
    assert content(query("난초가 차지하는 비율을 소수 첫째 자리까지 구해 주세요")) == {"난초"}
    assert content(query("작년(2023년) 관람객은 한 회당 몇 명인가요?")) == {"관람객"}


def test_a_word_of_the_report_is_not_taken_apart() -> None:
    def words(question: str) -> list[str]:
        found = understand(clean(question), KOREAN, written=frozenset(["가사랑", "내일배움카드"]))
        return [w.text for w in found.words]

    assert words("가사랑 누리집은?") == ["가사랑", "누리집"]
    assert words("내일배움카드 발급 건수는?")[0] == "내일배움카드"


def test_a_claimed_amount_is_asked_about_not_for() -> None:
    assert query("온실 점수가 90점 맞나요?").wanted == "yesno"
    assert query("온실 점수가 90점 넘나요?").threshold is not None


def test_a_made_up_name_of_the_report_is_one_word() -> None:
    words = query("빛고운터 신청은 언제 하나요?", labels=frozenset(["빛고운터"])).words
    assert words[0].text == "빛고운터"


def test_nouns_that_begin_as_words_of_calculating_are_matter() -> None:
    assert "크루즈" in content(query("크루즈 승객은 모두 몇 명이에요?"))
    assert "합격자" in "".join(content(query("합격자가 가장 많은 해는 언제야?")))


def test_in_which_year_something_began_asks_for_a_date_of_what_began() -> None:
    found = query("온실을 개방하기 시작한 해는?")
    assert found.wanted == "date" and content(found) == {"온실", "개방"}


def test_a_change_against_the_year_before_is_between_two_years() -> None:
    assert query("2021년 입장료 수입은 전년보다 얼마나 늘었나요?").years == (2020, 2021)


def test_money_that_is_asked_for_is_a_word_of_asking() -> None:
    assert "돈" not in content(query("온실을 짓는 데 든 돈은 얼마예요?"))


def test_a_noun_and_its_verb_are_one_word_where_they_are_an_idiom() -> None:
    found = understand("온실은 언제 문을 열었나요?", KOREAN, phrases={"문 열다"})
    assert [w.terms for w in found.words] == [("온실",), ("문 열다",)]


def test_an_adjective_that_is_denied_is_its_opposite() -> None:
    assert "나쁘다" in content(query("분위기가 안 좋은 점은?"))
    assert "나쁘다" in content(query("분위기가 좋지 않은 점은?"))
    assert "불만" in content(query("마음에 들지 않는 점은?"))
    assert "좋다" in content(query("분위기가 좋은가요?"))


@pytest.mark.parametrize("question", ["성과로 꼽힌 것들은?", "성과로 언급된 것은?", "성과라고 적혀 있는 건 뭐야?"])
def test_where_something_is_told_is_no_word_to_look_for(question: str) -> None:
    assert content(query(question)) == {"성과"}


def test_a_noun_that_only_says_that_a_place_is_asked_for_is_left_out() -> None:
    assert content(query("축제를 여는 도시는 어디야?")) == {"축제"}
    assert "도시" in content(query("도시 정비는 어디서 하나요?"))
