import protobuf from 'protobufjs'

// The messages of opentelemetry-proto 1.x that logs need, in our own short form, for an encoder that is not ours.
const schema = `
syntax = "proto3";
message Request { repeated ResourceLogs resource_logs = 1; }
message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; string schema_url = 3; }
message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }
message ScopeLogs { Scope scope = 1; repeated LogRecord log_records = 2; string schema_url = 3; }
message Scope { string name = 1; string version = 2; repeated KeyValue attributes = 3; uint32 dropped_attributes_count = 4; }
message LogRecord {
  fixed64 time_unix_nano = 1; int32 severity_number = 2; string severity_text = 3; AnyValue body = 5;
  repeated KeyValue attributes = 6; uint32 dropped_attributes_count = 7; fixed32 flags = 8; bytes trace_id = 9;
  bytes span_id = 10; fixed64 observed_time_unix_nano = 11; string event_name = 12;
}
message KeyValue { string key = 1; AnyValue value = 2; }
message AnyValue {
  oneof value {
    string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
    ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7;
  }
}
message ArrayValue { repeated AnyValue values = 1; }
message KeyValueList { repeated KeyValue values = 1; }
message Response { PartialSuccess partial_success = 1; }
message PartialSuccess { int64 rejected_log_records = 1; string error_message = 2; }
message Status { int32 code = 1; string message = 2; }
`

const { root } = protobuf.parse(schema, { keepCase: false })
const request = root.lookupType('Request')

/** OTLP's JSON of a request, e.g. `{ resourceLogs: […] }`, as protobuf; ids in hexadecimal, bytes in base64. */
export function encodeLogs(json: object): Buffer {
  return Buffer.from(request.encode(request.fromObject(idsAsBytes(json) as object)).finish())
}

/** An answer in protobuf, as JSON would hold it. */
export function decodeAnswer(type: 'Response' | 'Status', bytes: Uint8Array): object {
  const message = root.lookupType(type)
  return message.toObject(message.decode(bytes), { longs: String })
}

function idsAsBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(idsAsBytes)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === 'traceId' || name === 'spanId' ? Buffer.from(String(member), 'hex') : idsAsBytes(member),
    ]),
  )
}
