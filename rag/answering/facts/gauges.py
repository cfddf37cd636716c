"""The unit of a column or row whose table gives several (「단위: 명, %」) or none: told by what it is named after."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What is measured in a unit, by the end of its name.
_BY_NAME = tuple(
    (unit, re.compile(names))
    for unit, names in (
        ("%", r"(?:[율률]|비율|비중|구성비|점유|퍼센트|백분율|증감)\d?$|[율률]\s?\("),
        ("점", r"점수|평점|별점|만족도|[가-힣]점$"),
        ("회", r"횟수|회수|차례"),
        ("건", r"건수|[가-힣]건$|실적"),
        ("명", r"인원|인력|정원|현원|[가-힣]{2}자(?:\s?수)?$|[가-힣](?:생|객|원|직|수강생)(?:\s?수)?$|명수"),
        ("ha", r"면적"),
        ("㎡", r"면적"),
        ("개소", r"시설|기관|학교|개소|곳$"),
        ("원", r"[액금비]$|예산|매출|수입|지출|이익|급여|연봉|수당|가격|요금|출연|세입|세출"),
        ("톤", r"[량양]$"),
        ("시간", r"시간"),
        ("일", r"일수|기간"),
    )
)
_PEOPLE = re.compile(
    r"(?:지원|합격|응시|입사|퇴사|퇴직|참가|참여|이용|수료|졸업|가입|신청|방문|관람|수강|접수|선발|채용|모집)\s?(?:자|인원|자\s?수)$"
    r"|(?:모집|채용|선발)\s?(?:예정|계획|인원)$|(?:임직원|직원|인원|정원|현원|수강생|재학생|신입생|졸업생|관람객|관광객|이용객|입장객|방문객)(?:\s?수)?$"
)


def gauge(units: Sequence[str], names: Sequence[str], place: int, amounts: int) -> str:
    """The unit of one amount of a row, of those that its table gives: by its place where there are as many as amounts in
    the row, else by one of its names (column, row), else the first."""
    if len(units) < 2:
        return units[0] if units else ""
    if len(units) == amounts:
        return units[place]
    for name in names:
        said = [u for u in units if u in name or any(_base(u) == unit and p.search(name) for unit, p in _BY_NAME)]
        if len(said) == 1:
            return said[0]
    return units[0]


def people(names: Sequence[str]) -> str:
    """명 where a column or row without any unit counts people by its name; empty for any other."""
    return "명" if any(_PEOPLE.search(name) for name in names) else ""


def _base(unit: str) -> str:
    return "원" if unit.endswith("원") else unit
