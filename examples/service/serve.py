"""Recognises handwritten digits over HTTP.

Trains on scikit-learn's 1,797 digits when it starts, which takes a moment, then answers:

  GET  /example   one digit that was kept aside, as 64 numbers from 0 to 16
  POST /predict   {"pixels": [64 numbers]} gives {"digit": 7}
"""

import json
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression

PORT = 9000
MOST_BYTES = 64 * 1024

pixels, digits = load_digits(return_X_y=True)
model = LogisticRegression(max_iter=200).fit(pixels[:1500] / 16, digits[:1500])
print("trained on 1500 digits,",
      f"{model.score(pixels[1500:] / 16, digits[1500:]):.1%} of the others right", flush=True)


def wanted(body):
    """The pixels of a request; None if it is not 64 numbers."""
    try:
        values = json.loads(body)["pixels"]
        if isinstance(values, list) and len(values) == 64:
            return [float(v) / 16 for v in values]
    except (ValueError, TypeError, KeyError):
        pass
    return None


class Handler(BaseHTTPRequestHandler):
    timeout = 30

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/example":
            self.answer(200, {"pixels": pixels[1500].tolist(), "digit": int(digits[1500])})
        else:
            self.answer(404, {"error": "there are /example and /predict"})

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        if self.path != "/predict" or not length.isdigit() or int(length) > MOST_BYTES:
            self.answer(400, {"error": "POST /predict with a JSON body of at most 64 KiB"})
            return
        values = wanted(self.rfile.read(int(length)))
        if values is None:
            self.answer(400, {"error": "pixels must be 64 numbers"})
        else:
            self.answer(200, {"digit": int(model.predict([values])[0])})

    def log_message(self, form, *args):
        print(form % args, flush=True)


# The first process of a container ignores signals for which it has no handler.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ThreadingHTTPServer(("0.0.0.0", PORT), Handler).serve_forever()
