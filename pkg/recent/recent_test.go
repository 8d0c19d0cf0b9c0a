package recent_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/fanlight/fanlight/pkg/recent"
)

// TestValues_Get has room for two keys of four bytes, and for a single one of two.
func TestValues_Get(t *testing.T) {
	t.Parallel()
	values := recent.New[string](8)
	computed := 0
	get := func(key string) {
		t.Helper()
		value, err := values.Get([]byte(key), func() (string, error) {
			computed++
			return strings.ToUpper(key), nil
		})
		if err != nil || value != strings.ToUpper(key) {
			t.Errorf("Get(%q) = %q, %v", key, value, err)
		}
	}
	for _, c := range []struct {
		does string
		keys []string
		want int
	}{
		{"computes a value once", []string{"a", "b", "a", "b"}, 2},
		{"computes a value of a long key each time", []string{"long", "long"}, 2},
		{"forgets all when there is no room", []string{"cc", "dd", "ee", "ff", "a"}, 5},
		{"keeps what came after that", []string{"ff", "a"}, 0},
	} {
		computed = 0
		for _, key := range c.keys {
			get(key)
		}
		if computed != c.want {
			t.Errorf("%s: computed %d values, want %d", c.does, computed, c.want)
		}
	}
}

func TestValues_Get_error(t *testing.T) {
	t.Parallel()
	values := recent.New[int](100)
	failed := errors.New("failed")
	if _, err := values.Get([]byte("a"), func() (int, error) { return 0, failed }); !errors.Is(err, failed) {
		t.Errorf("error %v, want %v", err, failed)
	}
	if n, err := values.Get([]byte("a"), func() (int, error) { return 7, nil }); n != 7 || err != nil {
		t.Errorf("after an error: %d, %v; want 7", n, err)
	}
}

// TestNew lets many goroutines use the same values, for the race detector.
func TestNew(t *testing.T) {
	t.Parallel()
	values := recent.New[byte](100)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for n := range byte(50) {
				key := []byte{n, byte(i)}
				if got, err := values.Get(key, func() (byte, error) { return n, nil }); got != n || err != nil {
					t.Errorf("Get(%v) = %d, %v", key, got, err)
				}
			}
		})
	}
	all.Wait()
}
