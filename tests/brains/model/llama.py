"""llama.cpp's own server with a small model, as a process: `python llama.py MODEL.gguf` prints its address."""

from __future__ import annotations

import sys
import time

import xllamacpp


def main(model: str) -> None:
    params = xllamacpp.CommonParams()
    params.model.path = model
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.n_ctx, params.n_parallel, params.n_gpu_layers = 4096, 1, 0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1  # more of them only wait for one another on a busy machine
    params.warmup = False
    server = xllamacpp.Server(params)
    print(f"address {server.listening_address}", flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(sys.argv[1])
