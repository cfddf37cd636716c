"""Words of opposite meaning: a sentence that says one where its proof says only the other is not supported by it.

Word vectors cannot tell them apart, because opposites stand among the same words. General Korean and English.
"""

from __future__ import annotations

import re

PAIRS: tuple[tuple[str, str], ...] = (
    (r"증가|늘[었어렸린려고며면]|상승|올랐|올라|급증|increas|rose|risen|grew", r"감소|줄[었어였인여고며면]|하락|떨어졌|떨어져|내렸|급감|단축|decreas|fell|declin|drop"),
    (r"확대|넓[혔히]|expand", r"축소|좁[혔히]|shr[iau]nk"),
    (r"강화|strengthen", r"약화|weaken"),
    (r"높[아은았다습]|highest|higher", r"낮[아은았다습]|lowest|lower"),
    (r"많[아은았다습]|more\b|most\b", r"적[은었습]|적어[졌\s]|fewer|fewest|less\b|least\b"),
    (r"이상|넘[었는어]|초과|at least|more than|over\b", r"이하|미만|못 미|at most|less than|under\b"),
    (r"가능(?!성)|허용|possible|allowed", r"불가|금지|impossible|forbidden|prohibit"),
    (r"찬성|동의|agree", r"반대|disagree|oppos"),
    (r"시작|개시|착수|began|start", r"종료|마감|끝났|끝나|중단|중지|ended|stopp"),
    (r"최초|처음|first\b", r"최후|마지막|last\b"),
    (r"최대|최고|maximum", r"최소|최저|minimum"),
    (r"(?<![가-힣])이전|before\b", r"(?<![가-힣])이후|after\b"),
    (r"긍정|만족(?!도)|positive", r"부정적|불만|negative"),
    (r"성공|success", r"실패|fail"),
    (r"합격", r"불합격|탈락"),
    (r"무료|free\b", r"유료|paid\b"),
    (r"포함|includ", r"제외|exclud"),
    (r"흑자|surplus", r"적자|deficit"),
    (r"찾아냈|도입|introduc", r"폐지|abolish"),
    (r"쉬[운웠]|쉽|easy|easier", r"어려[운웠]|어렵|difficult|harder"),
)  # fmt: skip
_COMPILED = tuple((re.compile(a), re.compile(rf"(?:{b})")) for a, b in PAIRS)


def opposed(text: str, proof: str) -> bool:
    """Whether `text` says one side of a pair of which `proof` says only the other."""
    for one, other in _COMPILED:
        # A word that holds its opposite (불만족 ⊃ 만족) is that opposite alone.
        up, down = bool(one.search(other.sub("", text))), bool(other.search(text))
        proof_up, proof_down = bool(one.search(other.sub("", proof))), bool(other.search(proof))
        if up != down and proof_up != proof_down and up != proof_up:
            return True
    return False
