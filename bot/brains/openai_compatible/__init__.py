"""The brain that asks a language model, by any server that speaks OpenAI's Chat Completions; on any fault the offline tutor answers.

    endpoint.py   where the server is            profiles.py   what servers of its kind can do (profiles.toml)
    server.py     one request, one stream        ladder.py     how it is asked for JSON, and what it refused
    resting.py    when a server is left alone    asking.py     one answer within the deadline, asked for again where that helps
    brief.py      the prompt                     stream.py     whole sentences of an answer that is still coming
    tokens.py     how many, uncounted            untold.py     what may be logged
    answer.py     the form of an answer          changes.py    an answer's changes as operations
    merging.py    the answer over what the offline tutor understood
    tutor.py      the brain                      examine.py    one line for the operator

Nothing here is imported before it is used: a program without a model never loads the vendor's package.
"""
