-- lease ms (0 asks only), then id, token for each job held -> {id, 'lost' | 'cancelled', ...} of those that changed
local lease = tonumber(ARGV[1])
local changed = {}
for i = 2, #ARGV, 2 do
    local id = ARGV[i]
    local v = redis.call('HMGET', hash(id), 'token', 'phase', 'cancel')
    if v[1] ~= ARGV[i + 1] or (v[2] ~= 'taken' and v[2] ~= 'committed') then
        changed[#changed + 1] = id
        changed[#changed + 1] = 'lost'
    else
        if lease > 0 then
            redis.call('ZADD', LEASES, 'XX', num(NOW + lease), id)
        end
        if v[3] == '1' then
            changed[#changed + 1] = id
            changed[#changed + 1] = 'cancelled'
        end
    end
end
return changed
