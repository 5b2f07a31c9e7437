-- id, payload, hash of the idempotency key or '', max attempts, priority, delay ms, request id, origin ->
-- {created, id}
local id, uniq, delay = ARGV[1], ARGV[3], tonumber(ARGV[6])
local j = hash(id)
if uniq ~= '' then
    local other = redis.call('GET', P .. 'uniq:' .. uniq)
    if other and other ~= id and redis.call('EXISTS', hash(other)) == 1 then
        return { 0, other }
    end
end
local by = redis.call('HGET', j, 'req')
if by then
    return { by == ARGV[7] and 1 or 0, id }
end
redis.call('HSET', j, 'state', 'queued', 'progress', '0', 'message', '', 'ts', SECONDS, 'created', num(NOW),
    'payload', ARGV[2], 'attempt', '0', 'max_attempts', ARGV[4], 'priority', ARGV[5], 'reason', '', 'phase', 'waiting',
    'token', '0', 'uniq', uniq, 'req', ARGV[7], 'origin', ARGV[8] or '', 'able', num(NOW + delay))
if uniq ~= '' then
    redis.call('SET', P .. 'uniq:' .. uniq, id)
end
if delay > 0 then
    redis.call('HSET', j, 'retry_at', num(NOW + delay))
    redis.call('ZADD', DELAYED, num(NOW + delay), id)
else
    ready(id, tonumber(ARGV[5]))
end
event(id, 'queued', '0', '', '', '0')
wake()
return { 1, id }
