-- KEYS: namespace, entry. ARGV: lease, lease in ms.
-- Answers {} when nobody keeps this cache, {namespace} with the lease granted, or the entry.
local namespace = redis.call('GET', KEYS[1])
if not namespace then
  return {}
end
local held = redis.call('HMGET', KEYS[2], 'namespace', 'position', 'revision', 'json')
if held[1] == namespace and held[2] then
  return {namespace, held[2], held[3], held[4]}
end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[2], 'namespace', namespace, 'lease', ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return {namespace}
