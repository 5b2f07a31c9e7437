-- id, token, what, then by kind -> 0 lost, 1 stored, 2 stored but cancelled
--   progress: fraction, message    log: number of the line in this run, line, cap    checkpoint: bytes in base64
local id, j = ARGV[1], hash(ARGV[1])
local v = redis.call('HMGET', j, 'token', 'phase', 'cancel', 'progress', 'attempt', 'log_n')
if v[1] ~= ARGV[2] or v[2] ~= 'taken' then
    return { 0 }
end
if ARGV[3] == 'progress' then
    local fraction = ARGV[4]
    if tonumber(v[4]) > tonumber(fraction) then
        fraction = v[4]
    end
    redis.call('HSET', j, 'progress', fraction, 'message', ARGV[5], 'ts', SECONDS)
    event(id, 'running', fraction, ARGV[5], '', v[5])
elseif ARGV[3] == 'log' then
    if tonumber(ARGV[4]) > tonumber(v[6] or '0') then
        redis.call('HSET', j, 'log_n', ARGV[4], 'detail', '1')
        redis.call('RPUSH', P .. 'log:' .. id, ARGV[5])
        redis.call('LTRIM', P .. 'log:' .. id, -tonumber(ARGV[6]), -1)
    end
else
    redis.call('HSET', j, 'detail', '1')
    redis.call('SET', P .. 'ckpt:' .. id, ARGV[4])
end
return { v[3] == '1' and 2 or 1 }
