-- id, token, staged, target, manifest, host, message, lease ms -> 0 lost, 1 committed, 2 cancelled
-- The one linearization point: from here on the job can only be published, by whoever holds its lease.
local j = hash(ARGV[1])
local v = redis.call('HMGET', j, 'token', 'phase', 'cancel')
if v[1] ~= ARGV[2] then
    return { 0 }
elseif v[2] == 'committed' then
    return { 1 }
elseif v[2] ~= 'taken' then
    return { 0 }
elseif v[3] == '1' then
    return { 2 }
end
redis.call('HSET', j, 'phase', 'committed', 'staged', ARGV[3], 'target', ARGV[4], 'manifest', ARGV[5], 'host', ARGV[6],
    'message', ARGV[7])
redis.call('ZADD', LEASES, num(NOW + tonumber(ARGV[8])), ARGV[1])
return { 1 }
