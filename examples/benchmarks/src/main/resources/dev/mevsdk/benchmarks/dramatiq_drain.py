"""Drains N no-op jobs with Dramatiq on Redis, one process and eight threads, its defaults; prints wall and CPU seconds."""

import itertools
import sys
import threading
import time

import dramatiq
from dramatiq.brokers.redis import RedisBroker

url, jobs = sys.argv[1], int(sys.argv[2])
broker = RedisBroker(url=url)
dramatiq.set_broker(broker)
count = itertools.count(1)
ended = threading.Event()


@dramatiq.actor(queue_name="bench")
def noop(number):
    if next(count) >= jobs:
        ended.set()


for number in range(jobs):
    noop.send(number)
worker = dramatiq.Worker(broker, worker_threads=8)
start, cpu = time.monotonic(), time.process_time()
worker.start()
if not ended.wait(120):
    sys.exit("not drained within two minutes")
print(time.monotonic() - start, time.process_time() - cpu, flush=True)
worker.stop(timeout=5000)
