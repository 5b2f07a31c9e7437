-- worker, request id, max, lease ms, ttl ms of failed jobs, 1 to look for what fell due ->
-- {ms until something falls due or -1, job, job, ...}
local worker, max, lease, ttl = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local lastTake = P .. 'w:' .. worker
local taken = {}

-- The token holds the time of the take: a repeated answer is the same.
local function describe(id, v, attempt, token)
    taken[#taken + 1] = { id, v[1] or '', attempt, token, v[4] or '', v[5] or '', v[6] or '', v[7] or '', v[8] or '',
        v[11] or '', num(math.max(math.floor(tonumber(token) / 1000) - tonumber(v[12] or NOW), 0)) }
end

local function read(id)
    return redis.call('HMGET', hash(id), 'payload', 'attempt', 'token', 'phase', 'staged', 'target', 'manifest', 'host',
        'worker', 'retry_at', 'origin', 'able')
end

local function dueDelayed()
    local due = redis.call('ZRANGEBYSCORE', DELAYED, '-inf', num(NOW), 'LIMIT', 0, 100)
    for _, id in ipairs(due) do
        redis.call('ZREM', DELAYED, id)
        ready(id, tonumber(redis.call('HGET', hash(id), 'priority') or '5'))
    end
end

-- The holder is gone. A committed job is handed on to be published; it is never run again.
local function recover()
    local late = redis.call('ZRANGEBYSCORE', LEASES, '-inf', num(NOW), 'LIMIT', 0, 100)
    for _, id in ipairs(late) do
        local v = redis.call('HMGET', hash(id), 'phase', 'attempt', 'max_attempts', 'cancel', 'priority', 'progress',
            'uniq')
        redis.call('ZREM', LEASES, id)
        if v[1] == 'committed' then
            ready(id, 9)
        elseif v[1] and v[4] == '1' then
            bury(id, v[6], 'cancelled', 'cancelled', v[2], 'ended', ttl, v[7])
        elseif v[1] and tonumber(v[2]) >= tonumber(v[3]) then
            bury(id, v[6], 'the worker was lost in the last attempt', 'lease_expired', v[2], 'ended', ttl, v[7])
        elseif v[1] then
            redis.call('HSET', hash(id), 'state', 'queued', 'phase', 'waiting', 'reason', 'lease_expired', 'message',
                'the worker was lost', 'ts', SECONDS, 'able', num(NOW))
            event(id, 'queued', v[6], 'the worker was lost', 'lease_expired', v[2])
            ready(id, tonumber(v[5]))
        end
    end
end

local function lend(id)
    local v = read(id)
    if not v[1] then
        return
    end
    local token = num(math.max(tonumber(v[3]) + 1, MICROS))
    if v[4] == 'committed' then
        redis.call('HSET', hash(id), 'state', 'running', 'token', token, 'worker', worker)
        describe(id, v, v[2], token)
    else
        local attempt = num(tonumber(v[2]) + 1)
        redis.call('HSET', hash(id), 'state', 'running', 'phase', 'taken', 'attempt', attempt, 'token', token, 'worker',
            worker, 'ts', SECONDS)
        if v[10] or v[3] ~= '0' then
            redis.call('HSET', hash(id), 'progress', '0', 'reason', '')
            redis.call('HDEL', hash(id), 'retry_at', 'log_n')
        end
        v[4] = 'taken'
        describe(id, v, attempt, token)
        event(id, 'running', '0', '', '', attempt)
    end
    redis.call('ZADD', LEASES, num(NOW + lease), id)
end

local before = redis.call('GET', lastTake)
if before and string.match(before, '^%S+') == ARGV[2] then
    local first = true
    for id in string.gmatch(before, '%S+') do
        local v = read(id)
        if not first and v[9] == worker and (v[4] == 'taken' or v[4] == 'committed') then
            describe(id, v, v[2], v[3])
        end
        first = false
    end
else
    -- A client that takes without pause looks for what fell due only now and then.
    if ARGV[6] == '1' then
        dueDelayed()
        recover()
    end
    local popped = redis.call('ZPOPMIN', READY, max)
    local ids = { ARGV[2] }
    for i = 1, #popped, 2 do
        lend(popped[i])
        ids[#ids + 1] = popped[i]
    end
    if #ids > 1 then
        redis.call('SET', lastTake, table.concat(ids, ' '), 'PX', 60000)
    end
end
if redis.call('EXISTS', READY) == 1 then
    wake()
end

local wait = -1
if #taken == 0 then
    -- Only who found nothing waits.
    for _, key in ipairs({ DELAYED, LEASES }) do
        local first = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
        if first[2] then
            local left = math.max(tonumber(first[2]) - NOW, 0)
            if wait < 0 or left < wait then
                wait = left
            end
        end
    end
end
table.insert(taken, 1, wait)
return taken
