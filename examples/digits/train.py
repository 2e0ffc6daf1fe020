"""Trains a neural network on scikit-learn's 1,797 handwritten digits.

Writes into $OUTPUT_DIR:
  model.safetensors  the weights
  metrics.jsonl      one line per epoch
  confusion.png      which digits were taken for which, on digits not seen in training
"""

import argparse
import json
import os
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits
from sklearn.metrics import confusion_matrix, log_loss
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

import picture
import weights


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--hidden", type=int, default=64, help="neurons in the hidden layer")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path(os.environ.get("OUTPUT_DIR", ".")))
    given = parser.parse_args()
    if given.epochs < 1 or given.hidden < 1:
        parser.error("--epochs and --hidden must be at least 1")
    return given


def split(seed):
    """The digits with pixels between 0 and 1: four fifths to learn from, one fifth to check with."""
    digits = load_digits()
    return train_test_split(
        digits.data / 16.0, digits.target, test_size=0.2, stratify=digits.target, random_state=seed)


def train(network, epochs, data, metrics):
    """Goes through the training digits `epochs` times and writes down how well it went each time."""
    train_x, check_x, train_y, check_y = data
    classes = np.unique(train_y)
    for epoch in range(1, epochs + 1):
        network.partial_fit(train_x, train_y, classes=classes)
        row = {
            "step": epoch,
            "loss": round(log_loss(train_y, network.predict_proba(train_x)), 6),
            "accuracy": round(network.score(train_x, train_y), 6),
            "validation_accuracy": round(network.score(check_x, check_y), 6),
        }
        metrics.write(json.dumps(row) + "\n")
        metrics.flush()
        print(f"epoch {epoch:2d}/{epochs}  loss {row['loss']:.4f}  accuracy {row['accuracy']:.4f}  "
              f"validation {row['validation_accuracy']:.4f}", flush=True)


def tensors(network):
    """The weights by name; a layer computes `input @ weight + bias`."""
    names = ["hidden", "output"]
    named = {}
    for name, weight, bias in zip(names, network.coefs_, network.intercepts_):
        named[f"{name}.weight"] = weight
        named[f"{name}.bias"] = bias
    return named


def main():
    given = arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    data = split(given.seed)
    train_x, check_x, _, check_y = data
    print(f"{len(train_x)} digits to learn from, {len(check_x)} to check with", flush=True)
    network = MLPClassifier(
        (given.hidden,), batch_size=32, learning_rate_init=0.004, random_state=given.seed)

    # One thread: sums are then added in the same order on every machine, however many cores it has.
    with threadpool_limits(limits=1), open(given.out / "metrics.jsonl", "w") as metrics:
        train(network, given.epochs, data, metrics)
        guesses = network.predict(check_x)

    matrix = confusion_matrix(check_y, guesses, labels=range(10))
    right = int(np.trace(matrix))
    weights.write(given.out / "model.safetensors", tensors(network), {
        "data": "scikit-learn digits",
        "activation": "relu, then softmax",
        "epochs": str(given.epochs),
        "seed": str(given.seed),
    })
    picture.confusion(given.out / "confusion.png", matrix, "Handwritten digits: confusion matrix")
    print(f"accuracy {right / len(check_y):.4f}: {right} of {len(check_y)} unseen digits are right")


if __name__ == "__main__":
    main()
