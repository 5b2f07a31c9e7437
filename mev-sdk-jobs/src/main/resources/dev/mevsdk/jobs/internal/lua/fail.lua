-- id, token, message, reason, kind, delay ms, ttl ms of failed jobs -> 0 lost, 1 stored
--   kind: final, retry (after the delay, while attempts remain), release (now, and the attempt does not count),
--   defer (a committed job waits for a worker that sees its files)
local id, j, kind, delay, ttl = ARGV[1], hash(ARGV[1]), ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7])
local v = redis.call('HMGET', j, 'token', 'phase', 'cancel', 'attempt', 'max_attempts', 'priority', 'progress', 'uniq')
if v[1] ~= ARGV[2] then
    return { 0 }
elseif v[2] ~= 'taken' and v[2] ~= 'committed' then
    return { 1 }
end
local committed = v[2] == 'committed'
if kind == 'defer' or (committed and kind ~= 'final') then
    redis.call('ZREM', LEASES, id)
    redis.call('ZADD', DELAYED, num(NOW + delay), id)
    wake()
elseif not committed and v[3] == '1' then
    bury(id, v[7], 'cancelled', 'cancelled', v[4], 'ended', ttl, v[8])
elseif kind == 'final' or (kind == 'retry' and tonumber(v[4]) >= tonumber(v[5])) then
    bury(id, v[7], ARGV[3], ARGV[4], v[4], committed and 'committed' or 'ended', ttl, v[8])
else
    redis.call('ZREM', LEASES, id)
    redis.call('HSET', j, 'state', 'queued', 'phase', 'waiting', 'message', ARGV[3], 'reason', ARGV[4], 'ts', SECONDS,
        'able', num(NOW + (kind == 'release' and 0 or delay)))
    if kind == 'release' then
        redis.call('HINCRBY', j, 'attempt', -1)
        ready(id, tonumber(v[6]))
    else
        redis.call('HSET', j, 'retry_at', num(NOW + delay))
        redis.call('ZADD', DELAYED, num(NOW + delay), id)
    end
    event(id, 'queued', v[7], ARGV[3], ARGV[4], v[4])
    wake()
end
return { 1 }
