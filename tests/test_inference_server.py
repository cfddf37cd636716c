"""One run against a real inference server: `transformers serve` with a tiny model made here.

The model is fluent and half a liar: whatever it is asked, it writes one sentence that the report supports and one that
it does not. A second one writes nonsense.
"""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import generations
from rag.embedding import load_encoder
from rag.engine import Engine
from rag.settings import Settings
from tests.conftest import HARBOUR

pytestmark = pytest.mark.inference

QUESTION = "2021년 정규직은 몇 명 채용했나요?"
TRUE, FALSE = "정규직은 17명입니다. [1]", "계약직은 99명입니다."
SAYS = ["정규직은", " 17명입니다.", " [1]", " 계약직은", " 99명입니다.", "  [1]"]
PATIENCE = 45  # seconds for the server to start


def make_model(folder: Path, says: list[str]) -> None:
    """One layer of Llama that has learnt one thing: which word follows which."""
    import torch
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    plain = Tokenizer(models.BPE(vocab={c: i for i, c in enumerate(["<s>", "</s>", *alphabet])}, merges=[]))
    plain.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    plain.decoder = decoders.ByteLevel()
    plain.add_tokens([AddedToken(word, normalized=False) for word in says])
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=plain,
        bos_token="<s>",
        eos_token="</s>",
        clean_up_tokenization_spaces=False,
        chat_template="{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant~",
    )
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=64,
            intermediate_size=64,
            num_hidden_layers=1,
            num_attention_heads=2,
            num_key_value_heads=2,
            max_position_embeddings=32768,
            bos_token_id=0,
            eos_token_id=1,
        )
    )
    model.model.layers[0].self_attn.o_proj.weight.data.zero_()  # only the word before counts, not the prompt
    model.model.layers[0].self_attn.o_proj.weight.requires_grad_(False)
    words = [*tokenizer.convert_tokens_to_ids(["~", *says]), 1]
    ids = torch.tensor([words])
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=0.02)
    for _ in range(60 if says else 0):
        loss = model(ids, labels=ids).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.save_pretrained(folder)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that loads the model that a request names. Skips the tests when it does not start."""
    log = tmp_path_factory.mktemp("server") / "log"
    if importlib.util.find_spec("accelerate") is None or importlib.util.find_spec("openai") is None:
        give_up("`transformers serve` needs accelerate and openai; install the extras dev and llm")
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    command = [sys.executable, "-m", "transformers.cli.transformers", "serve"]
    own = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "OMP_NUM_THREADS": "1"}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--device", "cpu", "--host", "127.0.0.1", "--port", str(port)],
            stdout=out, stderr=subprocess.STDOUT, env=os.environ | own,
        )  # fmt: skip
        try:
            until = time.monotonic() + PATIENCE
            while not healthy(port):
                if process.poll() is not None or time.monotonic() > until:
                    give_up(f"`transformers serve` did not start: {log.read_text('utf-8', 'replace')[-300:]}")
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def give_up(why: str) -> None:
    """Skip; where all tests must run, fail."""
    if os.environ.get("REQUIRE_INFERENCE"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    place = tmp_path_factory.mktemp("inference")
    (place / "corpus").mkdir()
    (place / "corpus" / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    built = Settings(corpus_dir=place / "corpus", index_dir=place / "index")
    generations.build(built, load_encoder(built))
    return built


@pytest.mark.parametrize(("says", "generative"), [(SAYS, True), ([], False)], ids=["half-true", "nonsense"])
def test_a_real_model_is_held_to_the_report(
    address: str, settings: Settings, tmp_path: Path, says: list[str], generative: bool
) -> None:
    make_model(tmp_path / "model", says)
    pointed = {"llm_base_url": address, "llm_model": str(tmp_path / "model"), "llm_max_tokens": 40}
    answer = Engine.open(Settings(**{**settings.model_dump(), **pointed})).ask(QUESTION)
    assert FALSE not in answer.answer
    assert "17명" in answer.answer
    if generative:
        assert (answer.mode, answer.status, answer.answer) == ("generative", "partial", TRUE)
        assert answer.notice == "근거를 확인하지 못한 문장 1개는 보여 드리지 않았어요."
    else:
        assert answer.mode == "extractive"
        assert answer.notice == "언어 모델의 답에서 근거를 확인하지 못해 보고서의 문장으로 답했어요."
