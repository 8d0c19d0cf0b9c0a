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
