"""Never 'ready' without proof: a build is read, its references are resolved, and its acceptance checks are played.

    files, report = finished(spec, "web")          build + proof + CHECKS.md; hand the files over only if report.passed
    report = prove(files, spec, "web")             the proof alone, of files inside the app's folder
    report = recheck(zip_bytes)                    the proof again, of a zip that came back, edited or not

What the three answer is a `Report`: each check with what happened, each problem of a file with its place, and all of it in
words by `report.render(language)`. The work is done by `scaffolds.engine`, in a process of its own.
"""

from scaffolds.proof.finishing import finished, recheck
from scaffolds.proof.proving import prove, warm
from scaffolds.proof.report import Problem, Report, Result

__all__ = ["Problem", "Report", "Result", "finished", "prove", "recheck", "warm"]
