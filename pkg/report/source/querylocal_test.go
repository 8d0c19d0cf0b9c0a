package source

import "testing"

func TestRunsLocally(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"stats count(*) as n by bin(1h)":                   true,
		`filter a like /^(?!b)/`:                           true,
		"fields ms | outlier ms":                           false,
		"fields a | lookup names a OUTPUT b":               false,
		"filter a in (lookup names a OUTPUT b | fields b)": false,
		"stats count(*) as n | fields m":                   false, // nowhere
		`parse @message /(?<a>a{11000})/`:                  false, // nowhere
	} {
		if got := RunsLocally(text); got != want {
			t.Errorf("%s runs locally: %v", text, got)
		}
	}
}
