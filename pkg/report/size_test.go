package report

import "testing"

func TestParseSize(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"10GB": 10e9, "500 MB": 500e6, "4GiB": 4 << 30, "1TB": 1e12, "1000": 1000, "1KB": 1000, "1KiB": 1024, "7B": 7,
	} {
		if got, err := ParseSize(text); err != nil || got != want {
			t.Errorf("%s is %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "GB", "1.5GB", "-1GB", "1gb", "1  GB", "9999999999TB", "1GB "} {
		if got, err := ParseSize(text); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
	const want = `invalid size "10 gigabytes": want a whole number with a unit such as 10GB or 500MB`
	if _, err := ParseSize("10 gigabytes"); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
