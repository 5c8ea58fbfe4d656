"""What the house does by itself every minute or night."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app

from niangjia.kernel.base.context import actor

from . import retention, seal
from .acting import system

#: A job whose worker has been silent for so many seconds is somebody else's to do.
SILENT = 30


@app.periodic(cron="* * * * *")
@app.task(name="acts.seal", queueing_lock="acts.seal")
def seal_audit(timestamp: int) -> None:
    """Seal what was written since the last minute."""
    with system("sealer"):
        made = seal.seal_all()
    seal.note(made)


@app.periodic(cron="17 3 * * *")
@app.task(name="acts.erase", queueing_lock="acts.erase")
def erase(timestamp: int) -> None:
    """Erase what has been kept long enough, a transaction a slice, until nothing is due."""
    more = True
    while more:
        with system(retention.NAME):
            more = retention.run(actor()).more


@app.periodic(cron="* * * * *")
@app.task(name="acts.retry", queueing_lock="acts.retry", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Give jobs of a dead worker to a living one."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT):
        await manager.retry_job(job)


@app.periodic(cron="47 3 * * *")
@app.task(name="acts.forget_jobs", queueing_lock="acts.forget_jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Forget jobs that ended a month ago, however they ended."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=720, include_failed=True, include_cancelled=True, include_aborted=True
    )
