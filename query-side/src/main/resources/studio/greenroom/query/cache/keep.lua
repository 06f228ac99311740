-- KEYS: namespace. ARGV: namespace, fresh namespace, namespace in ms.
-- Prolongs its own namespace, opens a fresh one where there is none, leaves another's alone.
local namespace = redis.call('GET', KEYS[1])
if not namespace then
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
  return ARGV[2]
end
if namespace == ARGV[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
return ARGV[1]
