-- id, ttl ms of failed jobs -> unknown | ended | committed | cancelled | requested
local id, j = ARGV[1], hash(ARGV[1])
local v = redis.call('HMGET', j, 'state', 'phase', 'attempt', 'progress', 'uniq')
if not v[1] then
    return { 'unknown' }
elseif v[1] == 'done' or v[1] == 'error' then
    return { 'ended' }
elseif v[2] == 'committed' then
    return { 'committed' }
elseif v[1] == 'running' then
    redis.call('HSET', j, 'cancel', '1')
    return { 'requested' }
end
redis.call('ZREM', READY, id)
redis.call('ZREM', DELAYED, id)
bury(id, v[4], 'cancelled', 'cancelled', v[3], 'ended', tonumber(ARGV[2]), v[5])
return { 'cancelled' }
