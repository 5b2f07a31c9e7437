-- id, request id -> unknown | not_failed | queued. A committed job is published, not run again.
local id, j = ARGV[1], hash(ARGV[1])
local v = redis.call('HMGET', j, 'state', 'phase', 'priority', 'uniq', 'retry_req')
if not v[1] then
    return { 'unknown' }
elseif v[5] == ARGV[2] then
    return { 'queued' }
elseif v[1] ~= 'error' then
    return { 'not_failed' }
end
redis.call('HSET', j, 'state', 'queued', 'phase', v[2] == 'committed' and 'committed' or 'waiting', 'attempt', '0',
    'reason', '', 'message', '', 'progress', '0', 'ts', SECONDS, 'retry_req', ARGV[2],
    'able', num(NOW))
redis.call('HDEL', j, 'cancel')
for _, key in ipairs({ j, P .. 'log:' .. id, P .. 'ckpt:' .. id, P .. 'uniq:' .. v[4] }) do
    redis.call('PERSIST', key)
end
redis.call('ZREM', ENDED, id)
redis.call('ZREM', DEAD, id)
ready(id, tonumber(v[3]))
event(id, 'queued', '0', '', '', '0')
wake()
return { 'queued' }
