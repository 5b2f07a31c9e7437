-- ttl ms, ttl ms of failed jobs, then id, token, message, manifest ('' keeps it) for each -> 0 lost, 1 done, 2 cancelled
local ttl, deadTtl = tonumber(ARGV[1]), tonumber(ARGV[2])
local answers = {}
for i = 3, #ARGV, 4 do
    local id, message = ARGV[i], ARGV[i + 2]
    local v = redis.call('HMGET', hash(id), 'token', 'phase', 'cancel', 'attempt', 'uniq', 'progress', 'state', 'message',
        'detail')
    local answer = 1
    if v[1] ~= ARGV[i + 1] then
        answer = 0
    elseif v[7] ~= 'done' and v[2] ~= 'taken' and v[2] ~= 'committed' then
        answer = 0
    elseif v[7] ~= 'done' and v[2] == 'taken' and v[3] == '1' then
        bury(id, v[6], 'cancelled', 'cancelled', v[4], 'ended', deadTtl, v[5])
        answer = 2
    elseif v[7] ~= 'done' then
        if v[2] == 'committed' then
            message = v[8]
        end
        if ARGV[i + 3] ~= '' then
            redis.call('HSET', hash(id), 'manifest', ARGV[i + 3])
        end
        if v[9] then
            expireDetail(id, ttl)
        end
        finish(id, 'done', '1.0', message, '', v[4], 'published', ttl, v[5])
    end
    answers[#answers + 1] = answer
end
forgetEnded()
return answers
