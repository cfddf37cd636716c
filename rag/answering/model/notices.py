"""What a person is told when a language model's answer could not be shown, or not all of it."""

from __future__ import annotations

_FELL_BACK = {
    "ko": {
        "unreachable": "언어 모델에 연결하지 못해 보고서의 문장으로 답했어요.",
        "slow": "언어 모델의 답이 너무 늦어 보고서의 문장으로 답했어요.",
        "refused": "언어 모델이 요청을 받아 주지 않아 보고서의 문장으로 답했어요.",
        "busy": "언어 모델에 요청이 몰려 보고서의 문장으로 답했어요.",
        "failing": "언어 모델에 문제가 생겨 보고서의 문장으로 답했어요.",
        "garbled": "언어 모델의 답을 읽을 수 없어 보고서의 문장으로 답했어요.",
        "empty": "언어 모델의 답이 비어 있어 보고서의 문장으로 답했어요.",
        "refrained": "언어 모델은 답을 찾지 못해 보고서의 문장으로 답했어요.",
        "unsupported": "언어 모델의 답에서 근거를 확인하지 못해 보고서의 문장으로 답했어요.",
    },
    "en": {
        "unreachable": "The language model could not be reached; this answer is in the report's own words.",
        "slow": "The language model took too long; this answer is in the report's own words.",
        "refused": "The language model refused the request; this answer is in the report's own words.",
        "busy": "The language model is busy; this answer is in the report's own words.",
        "failing": "The language model failed; this answer is in the report's own words.",
        "garbled": "The language model's answer was not readable; this answer is in the report's own words.",
        "empty": "The language model's answer was empty; this answer is in the report's own words.",
        "refrained": "The language model found no answer; this one is in the report's own words.",
        "unsupported": "The report does not support what the language model wrote; this answer is in its own words.",
    },
}
_NOTHING = {
    "ko": "언어 모델의 답은 보고서에서 근거를 확인하지 못해 보여 드리지 않았어요.",
    "en": "The language model's answer is not shown, because the report does not support it.",
}


def fell_back(cause: str, language: str, found: bool) -> str:
    """Why the report's own words take the place of a model's answer. `found`: whether they answer at all."""
    if cause == "unsupported" and not found:
        return _NOTHING[language]
    words = _FELL_BACK[language][cause]
    return (
        words
        if found
        else words.replace("보고서의 문장으로 답했어요", "보고서에서 바로 찾아보았어요").replace(
            "this answer is in the report's own words", "the report was searched without it"
        )
    )


def withheld(count: int, language: str) -> str:
    """How many sentences of a model's answer are not shown."""
    if language == "ko":
        return f"근거를 확인하지 못한 문장 {count}개는 보여 드리지 않았어요."
    return f"{count} sentence{'s' if count > 1 else ''} without support in the report {'are' if count > 1 else 'is'} not shown."
