"""Learning the token vectors on pairs, for the mean of them and for the late interaction at once.

Both losses are in-batch contrasts (van den Oord et al., "Representation Learning with Contrastive Predictive
Coding", 2018): a text must find its partner among the partners of the others in its batch, which all come from one
source so that the source gives nothing away. Only the rows of tokens that stand in a batch are touched, by a lazy
Adam (Kingma and Ba, 2015): a dense one would move 100 MB a step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional as F

from rag.embedding import Floats, Ids
from rag.interaction import FLOOR
from rag.training.pairs import ENGLISH

Numbers = npt.NDArray[np.int64]
CLOZED = 50  # tokens from which a text is long enough to be asked for by its own words
CLOZE = (8, 25)  # how many of them ask: from, and below


@dataclass(frozen=True)
class Recipe:
    """What can be turned. `batch` pairs a step, of which `groups` times `group` that are much alike are also compared token by
    token (`longest` tokens of a passage at the most); `scale` multiplies cosines before the softmax; `dropout` of the
    tokens are left out; `rate` falls to zero in a line after `warmup` of the steps; `interaction` weighs the second
    loss; sources are drawn by `size ** evenness`, those in `damped` by the factor given."""

    epochs: int = 5
    batch: int = 1024
    groups: int = 2
    group: int = 96
    longest: int = 56
    scale: float = 15.0
    dropout: float = 0.05
    rate: float = 3e-3
    gain_rate: float = 3e-2
    weight_rate: float = 2e-2
    warmup: float = 0.05
    interaction: float = 0.5
    evenness: float = 0.5
    damped: tuple[tuple[str, float], ...] = (("koen-bible", 0.3),)
    seed: int = 0


@dataclass(frozen=True)
class Tokenised:
    """Pairs as token ids: row i of `queries` belongs to row i of `positives`; `sources[i]` names where from."""

    sources: Sequence[str]
    queries: Sequence[Ids]
    positives: Sequence[Ids]

    def with_clozes(self, seed: int) -> Tokenised:
        """These pairs and, of each long Korean positive, some neighbouring words of it that must find the rest (the
        inverse cloze task of Lee, Chang and Toutanova, "Latent Retrieval for Weakly Supervised Open Domain Question
        Answering", 2019): what stands together in a text belongs together."""
        rng = np.random.default_rng(seed)
        sources, queries, positives = list(self.sources), list(self.queries), list(self.positives)
        texts = {tokens.tobytes(): i for i, tokens in reversed(list(enumerate(self.positives)))}
        for i in sorted(texts.values()):
            tokens, source = self.positives[i], self.sources[i]
            if len(tokens) >= CLOZED and not source.startswith(ENGLISH):
                length = int(rng.integers(*CLOZE))
                start = int(rng.integers(0, len(tokens) - length + 1))
                sources.append(f"cloze-{source}")
                queries.append(tokens[start : start + length])
                positives.append(np.concatenate([tokens[:start], tokens[start + length :]]))
        return Tokenised(sources, queries, positives)


class LazyAdam:
    """Adam on some rows of a table at a time; the moments of the other rows stay as they are."""

    def __init__(self, table: torch.Tensor, betas: tuple[float, float] = (0.9, 0.99)) -> None:
        self.table = table
        self._betas = betas
        self._mean = torch.zeros_like(table)
        self._square = torch.zeros_like(table)
        self._steps = torch.zeros(len(table))

    def step(self, rows: torch.Tensor, gradient: torch.Tensor, rate: float) -> None:
        """Move `table[rows]` (no row twice) against `gradient`, each row's bias corrected by its own steps."""
        first, second = self._betas
        self._steps[rows] += 1
        mean = self._mean[rows].mul_(first).add_(gradient, alpha=1 - first)
        square = self._square[rows].mul_(second).addcmul_(gradient, gradient, value=1 - second)
        self._mean[rows], self._square[rows] = mean, square
        steps = self._steps[rows].view(-1, *([1] * (gradient.dim() - 1)))
        self.table[rows] -= rate * (mean / (1 - first**steps)) / ((square / (1 - second**steps)).sqrt() + 1e-8)


@dataclass(frozen=True)
class State:
    """What is learned: a token's vector is its row of `vectors` times e to its `gains`, so that its say in a mean
    can change without turning; `weights` are the logarithms of its say in the late interaction."""

    vectors: LazyAdam
    gains: LazyAdam
    weights: LazyAdam

    def result(self) -> tuple[Floats, Floats]:
        """(table (vocabulary, dim), token weights (vocabulary,)) as they stand, copied."""
        table = self.vectors.table * self.gains.table.exp()[:, None]
        return table.numpy(), self.weights.table.exp().numpy()


def batches(pairs: Tokenised, recipe: Recipe, rng: np.random.Generator) -> Iterator[tuple[str, Numbers]]:
    """One epoch: (source, pair numbers) of as many batches as cover the pairs once, no source ever running dry."""
    places: dict[str, list[int]] = {}
    for i, source in enumerate(pairs.sources):
        if len(pairs.queries[i]) and len(pairs.positives[i]):
            places.setdefault(source, []).append(i)
    names = sorted(places)
    chances = np.array([len(places[n]) ** recipe.evenness * dict(recipe.damped).get(n, 1.0) for n in names])
    orders: dict[str, Numbers] = {}
    for _ in range(max(1, round(len(pairs.sources) / recipe.batch))):
        name = names[rng.choice(len(names), p=chances / chances.sum())]
        left = orders.get(name, np.zeros(0, dtype=np.int64))
        if len(left) < min(recipe.batch, len(places[name])):
            left = np.concatenate([left, rng.permutation(np.array(places[name]))])
        taken, orders[name] = left[: recipe.batch], left[recipe.batch :]
        yield name, np.unique(taken)


def contrast(scores: torch.Tensor, same: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy of each row's diagonal among its columns; `same` (n, n) marks columns that are no contrast
    because they are the partner's own words again."""
    scores = scores.masked_fill(same, float("-inf"))
    return F.cross_entropy(scores, torch.arange(len(scores)))


def repeated(keys_a: Sequence[bytes], keys_b: Sequence[bytes]) -> torch.Tensor:
    """(n, n) bool: pairs i and j that share a query or a positive, the diagonal not marked."""
    a = torch.tensor(np.unique(np.array(keys_a, dtype=object), return_inverse=True)[1])
    b = torch.tensor(np.unique(np.array(keys_b, dtype=object), return_inverse=True)[1])
    same = (a[:, None] == a[None]) | (b[:, None] == b[None])
    return same.fill_diagonal_(False)


def pooled(rows: torch.Tensor, texts: Sequence[Numbers]) -> torch.Tensor:
    """(n, dim): the normalised mean of each text's rows; texts hold places in `rows`."""
    offsets = torch.from_numpy(np.cumsum([0, *(len(t) for t in texts[:-1])]))
    return F.normalize(F.embedding_bag(torch.from_numpy(np.concatenate(texts)), rows, offsets, mode="mean"))


def padded(texts: Sequence[Numbers]) -> tuple[torch.Tensor, torch.Tensor]:
    """(places (n, longest), present (n, longest) bool); the padding repeats a text's first token."""
    longest = max(len(t) for t in texts)
    places = np.stack([np.concatenate([t, np.full(longest - len(t), t[0])]) for t in texts])
    present = np.arange(longest)[None] < np.array([len(t) for t in texts])[:, None]
    return torch.from_numpy(places), torch.from_numpy(present)


def interact(
    rows: torch.Tensor, weights: torch.Tensor, asked: Sequence[Numbers], passages: Sequence[Numbers]
) -> torch.Tensor:
    """(n, n) late interaction of each asked text with each passage, as `rag.interaction` scores it, but leaning a
    little below the floor, where a flat line would teach nothing. `rows` are L2-normalised, `weights` positive."""
    places, present = padded(asked)
    others, _ = padded(passages)  # a repeated first token changes no maximum
    cosines = rows[places].flatten(0, 1) @ rows[others].flatten(0, 1).T
    best = cosines.view(*places.shape, *others.shape).amax(dim=3)  # (n, tokens, n)
    likeness = F.leaky_relu((best - FLOOR) / (1 - FLOOR), 0.1)
    shares = weights[places] * present
    return torch.einsum("qt,qtp->qp", shares / shares.sum(dim=1, keepdim=True), likeness)


def thinned(tokens: Ids, dropout: float, rng: np.random.Generator) -> Ids:
    """The text without some of its tokens, at least one left."""
    kept = tokens[rng.random(len(tokens)) >= dropout]
    return kept if len(kept) else tokens[:1]


def learn(
    table: Floats,
    weights: Floats,
    pairs: Tokenised,
    recipe: Recipe,
    progress: Callable[[int, int, float], None],
    after_epoch: Callable[[int, Floats, Floats], None],
) -> tuple[Floats, Floats]:
    """(table (vocabulary, dim), token weights (vocabulary,)) after learning; those given are not changed.

    `progress` gets (step, steps, loss) after each step, `after_epoch` the state after each epoch."""
    rng = np.random.default_rng(recipe.seed)
    state = State(
        LazyAdam(torch.tensor(table)),
        LazyAdam(torch.zeros(len(table))),
        LazyAdam(torch.tensor(np.log(np.maximum(weights, 1e-4)))),
    )
    steps, step = recipe.epochs * max(1, round(len(pairs.sources) / recipe.batch)), 0
    for epoch in range(recipe.epochs):
        for source, chosen in batches(pairs, recipe, rng):
            step += 1
            rate = min(step / max(1.0, recipe.warmup * steps), (steps - step + 1) / steps)
            loss = _learn_batch(state, pairs, chosen, source, recipe, rate, rng)
            progress(step, steps, loss)
        after_epoch(epoch + 1, *state.result())
    return state.result()


def _learn_batch(
    state: State, pairs: Tokenised, chosen: Numbers, source: str, recipe: Recipe, rate: float, rng: np.random.Generator
) -> float:
    queries = [thinned(pairs.queries[i], recipe.dropout, rng) for i in chosen]
    positives = [thinned(pairs.positives[i], recipe.dropout, rng) for i in chosen]
    touched, places = np.unique(np.concatenate(queries + positives), return_inverse=True)
    cuts = np.cumsum([len(t) for t in queries + positives])[:-1]
    local = np.split(places.astype(np.int64), cuts)
    asked, answers = local[: len(chosen)], local[len(chosen) :]
    ids = torch.from_numpy(touched.astype(np.int64))
    raw = state.vectors.table[ids].requires_grad_()
    gains = state.gains.table[ids].requires_grad_()
    scales = state.weights.table[ids].requires_grad_()
    rows = raw * gains.exp()[:, None]
    same = repeated([pairs.queries[i].tobytes() for i in chosen], [pairs.positives[i].tobytes() for i in chosen])
    scores = recipe.scale * pooled(rows, asked) @ pooled(rows, answers).T
    loss = (contrast(scores, same) + contrast(scores.T, same)) / 2
    if recipe.interaction:
        unit, weights = F.normalize(rows), scales.exp()
        groups = [
            scores[pivot].detach().topk(min(recipe.group, len(chosen))).indices.sort().values.numpy()
            for pivot in rng.permutation(len(chosen))[: recipe.groups]
        ]
        for group in groups:
            ask, answer = [asked[i] for i in group], [answers[i] for i in group]
            if source.startswith(ENGLISH) and rng.random() < 0.3:
                ask, answer = answer, ask  # translations work both ways
            ask = [t[:24] for t in ask]
            answer = [t if len(t) <= recipe.longest else rng.choice(t, recipe.longest, replace=False) for t in answer]
            likeness = recipe.scale * interact(unit, weights, ask, answer)
            part = torch.from_numpy(group)
            loss = loss + recipe.interaction / len(groups) * contrast(likeness, same[part][:, part])
    gradients = torch.autograd.grad(loss, (raw, gains, scales), allow_unused=True)
    rates = (recipe.rate, recipe.gain_rate, recipe.weight_rate)
    for learnt, gradient, pace in zip((state.vectors, state.gains, state.weights), gradients, rates, strict=True):
        if gradient is not None:
            learnt.step(ids, gradient, rate * pace)
    return float(loss.detach())
