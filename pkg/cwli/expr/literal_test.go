package expr

import "testing"

func TestRequired(t *testing.T) {
	t.Parallel()
	tests := []struct {
		pattern, want string
		complete      bool
	}{
		{`Exception`, "Exception", true},
		{`failed: error (429|5\d\d)`, "failed: error ", false},
		{`(abc)+d?`, "abc", false},
		{`(?i)error`, "", false},
		{`a|b`, "", false},
		{`^x\/y`, "x/y", false},
		{`(?<name>eni-.*?) `, "eni-", false},
	}
	for _, test := range tests {
		if got, complete := required(test.pattern); got != test.want || complete != test.complete {
			t.Errorf("required(%s) = %q, %v, want %q, %v", test.pattern, got, complete, test.want, test.complete)
		}
	}
}
