-- Shared by all scripts. KEYS[1] is the queue's key prefix, such as `mev:v1:{train}:`; every key is in its hash slot.
-- Each script may run twice with the same arguments (a client replays it after a reconnect) and must answer the same.
local P = KEYS[1]
local READY, DELAYED, LEASES, DEAD, ENDED = P .. 'ready', P .. 'delayed', P .. 'leases', P .. 'dead', P .. 'ended'
local WAKE, META, EVENTS = P .. 'wake', P .. 'meta', P .. 'events'
local t = redis.call('TIME')
local SECONDS = t[1]
local NOW = t[1] * 1000 + math.floor(t[2] / 1000)
local MICROS = t[1] * 1000000 + t[2]

local function num(x)
    return string.format('%.0f', x)
end

local function hash(id)
    return P .. 'j:' .. id
end

local function event(id, state, progress, message, reason, attempt)
    redis.call('XADD', EVENTS, 'MAXLEN', '~', '10000', '*', 'id', id, 'state', state, 'progress', progress,
        'message', message, 'reason', reason, 'attempt', attempt)
end

-- At most one marker waits in the list. Whoever takes it must call take, which puts it back while jobs remain.
local function wake()
    if redis.call('LLEN', WAKE) == 0 then
        redis.call('RPUSH', WAKE, '1')
    end
end

-- Priority 9 first; then the order of arrival.
local function ready(id, priority)
    local order = redis.call('HINCRBY', META, 'order', 1)
    redis.call('ZADD', READY, num((9 - priority) * 100000000000000 + order), id)
end

-- The job's last move.
local function finish(id, state, progress, message, reason, attempt, phase, ttl, uniq)
    local j = hash(id)
    redis.call('ZREM', LEASES, id)
    redis.call('HSET', j, 'state', state, 'progress', progress, 'message', message, 'reason', reason, 'ts', SECONDS,
        'phase', phase)
    redis.call('PEXPIRE', j, ttl)
    redis.call('ZADD', ENDED, num(NOW + ttl), id)
    if uniq and uniq ~= '' then
        redis.call('PEXPIRE', P .. 'uniq:' .. uniq, ttl)
    end
    event(id, state, progress, message, reason, attempt)
end

local function expireDetail(id, ttl)
    redis.call('PEXPIRE', P .. 'log:' .. id, ttl)
    redis.call('PEXPIRE', P .. 'ckpt:' .. id, ttl)
end

local function forgetEnded()
    redis.call('ZREMRANGEBYSCORE', ENDED, '-inf', num(NOW))
    redis.call('ZREMRANGEBYSCORE', DEAD, '-inf', num(NOW))
end

local function bury(id, progress, message, reason, attempt, phase, ttl, uniq)
    redis.call('ZADD', DEAD, num(NOW + ttl), id)
    expireDetail(id, ttl)
    finish(id, 'error', progress, message, reason, attempt, phase, ttl, uniq)
    forgetEnded()
end
