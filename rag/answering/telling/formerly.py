"""What a body was called before: 「재단법인 솔숲연구회로 출발하였고, 2018년부터 지금의 이름을 쓴다」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.types import Fact

_ASKS = re.compile(
    r"(?:예전|이전|옛|옛날|과거|종전|원래|처음|당초|바뀌기\s전|바꾸기\s전|변경\s전|전의)\s?(?:의\s)?(?:이름|명칭|기관명|사명|상호)"
    r"|전신(?:은|이|인)\s|\b(?:former|previous|earlier|original|old) name|\b(?:formerly|previously|used to be|originally) (?:called|known|named)",
    re.I,
)
_CHANGED = re.compile(r"이름|명칭|기관명|사명|개칭|개명|전신|개편")
_BEGAN = re.compile(
    r"[가-힣A-Za-z·]{3,}(?:으로|로|이라는\s이름으로|란\s이름으로)\s(?:출발|설립|발족|창립|출범|시작|개[원관소]|문을\s연|문을\s열)"
    r"|(?:전신|옛\s?이름|예전\s이름|이전\s명칭)(?:은|이|인)\s|에서\s[가-힣A-Za-z·]{3,}(?:으로|로)\s(?:이름|명칭|기관명|사명)을?\s?(?:바꾸|바꾼|바꿨|변경|고치|고쳤)|(?:으로|로)\s(?:개칭|개명)"
)


def asks_former(question: str) -> bool:
    """Whether a question asks what something was called before."""
    return bool(_ASKS.search(question))


def former(facts: Sequence[Fact], words: Sequence[str]) -> Fact | None:
    """The first sentence or date that tells of an earlier name; None where none does. `words` are those of each fact."""
    for fact, said in zip(facts, words, strict=True):
        if fact.kind in ("sentence", "value", "item") and _BEGAN.search(said) and _CHANGED.search(said):
            return fact
    return None
