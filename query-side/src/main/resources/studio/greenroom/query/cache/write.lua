-- KEYS: namespace, entries. ARGV: namespace, lease or '', entry in ms, fresh namespace, namespace in ms,
-- then position, revision and json of each entry.
-- Writes only what is newer. A reader writes only under the lease it was given; a projection whose namespace was
-- replaced drops everything instead. Answers the namespace that is in force.
local namespace = redis.call('GET', KEYS[1])
local lease = ARGV[2]
if namespace ~= ARGV[1] then
  if lease == '' then
    redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5])
    return ARGV[4]
  end
  return namespace or ''
end
for i = 2, #KEYS do
  local at = 3 * i
  local held = redis.call('HMGET', KEYS[i], 'namespace', 'position', 'lease')
  local present = held[1] == namespace
  local newer = not (present and held[2]) or tonumber(held[2]) < tonumber(ARGV[at])
  local allowed = lease == '' or (present and held[3] == lease)
  if newer and allowed then
    redis.call('DEL', KEYS[i])
    redis.call('HSET', KEYS[i], 'namespace', namespace, 'position', ARGV[at], 'revision', ARGV[at + 1], 'json', ARGV[at + 2])
    redis.call('PEXPIRE', KEYS[i], ARGV[3])
  end
end
return namespace
