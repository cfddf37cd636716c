"""Names in quotes behind the class of what they name."""

from __future__ import annotations

from rag.answering.facts.nicknames import classes_in, nicknames


def test_a_name_in_quotes_stands_for_the_class_before_it() -> None:
    assert nicknames("공유부엌 '두레솥'을 열고 지난해 소식지 “마루”를 냈다.") == {
        "두레솥": "공유부엌",
        "마루": "소식지",
    }


def test_a_grade_or_what_somebody_says_is_no_name() -> None:
    assert nicknames("경영평가 '우수'를 받았다. 소장은 '괜찮다'고 했다.") == {}


def test_a_class_is_meant_where_its_name_stands_alone() -> None:
    named = {"두레솥": "공유부엌"}
    assert classes_in("두레솥은 3시간에 5천 원이다.", named) == ["공유부엌"]
    assert classes_in("공유부엌 두레솥은 넓다.", named) == []
