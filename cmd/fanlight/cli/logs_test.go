package cli

import "testing"

func TestFormatLogLine(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		`{"timestamp":"2026-01-02T12:34:16.204Z","level":"INFO","message":"run created","actor":"dispatcher","run":"mixed@2026-01-02T12:31:00Z","requestId":"r","queries":2,"reason":""}`:    "12:34:16.204Z  dispatcher  run created  queries=2",
		`{"timestamp":"2026-01-02T12:34:17.54Z","level":"WARN","message":"delivery failed","actor":"reporter","destination":"telegram","try":1,"error":"502 Bad\nGateway","more":{"a":[1]}}`: `12:34:17.540Z  reporter    WARN  delivery failed  destination=telegram  try=1  error="502 Bad\nGateway"  more={"a":[1]}`,
		"START RequestId: 1\x1b[31m\n": "START RequestId: 1␛[31m",
		`{"level":"INFO"}`:             `{"level":"INFO"}`,
	} {
		if got := formatLogLine(line); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestLogObject(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"{\"level\":\"INFO\"}\n":     `{"level":"INFO"}`,
		"panic: \x1b[31mno\nat main": `{"message":"panic: \u001b[31mno\nat main"}`,
		"{broken":                    `{"message":"{broken"}`,
		"{\n\"level\":1}":            `{"message":"{\n\"level\":1}"}`,
	} {
		if got := logObject(line); got != want {
			t.Errorf("%q: got %s, want %s", line, got, want)
		}
	}
}
