"""A process of its own that reads made files and plays rules: it also meets what strangers send back.

- `process.py`: `Engine`, which this program talks to; it starts the worker, limits its time and replaces it when it dies
- `worker.py`: the program of that process: no secrets, no files, little memory, one request after another
- `limits.py`: what the process gives up before it reads its first request
- `frames.py`: how a request and an answer travel
- `realm.py`: one JavaScript world with modules in it
- `drilling.py`: code that a learner wrote, its functions called
- `play.py`: rows, people and steps of acceptance checks
- `reading.py`: what each kind of file is held to, and what it refers to
"""
