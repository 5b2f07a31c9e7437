-- -> {waiting, delayed, running, dead, ms since the oldest waiting job was made}
-- Within a priority jobs wait in the order of arrival, so the oldest is the first of one of the ten.
local oldest = NOW
for level = 0, 9 do
    local from = level * 100000000000000
    local first = redis.call('ZRANGEBYSCORE', READY, num(from), '(' .. num(from + 100000000000000), 'LIMIT', 0, 1)
    if first[1] then
        oldest = math.min(oldest, tonumber(redis.call('HGET', hash(first[1]), 'created') or NOW))
    end
end
return { redis.call('ZCARD', READY), redis.call('ZCARD', DELAYED), redis.call('ZCARD', LEASES),
    redis.call('ZCOUNT', DEAD, '(' .. num(NOW), '+inf'), NOW - oldest }
