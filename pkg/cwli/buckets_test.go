package cwli

import "testing"

func TestBuckets(t *testing.T) {
	t.Parallel()
	var b buckets
	want := map[int]int64{}
	for i, key := range []int{5, -3, 70, 5, 1000, -1000, 64, 63, -64} {
		for !b.add(key, int64(i+1)) {
			if b.missing(key) <= 0 {
				t.Fatalf("no count of %d is missing, and there is none", key)
			}
			b.extend(key)
		}
		want[key] += int64(i + 1)
	}
	checkBuckets(t, &b, want)
	for range 12 {
		b.halve()
		half := map[int]int64{}
		for key, n := range want {
			half[key>>1] += n
		}
		want = half
		checkBuckets(t, &b, want)
	}
	if len(b.counts) > 3 {
		t.Errorf("%d counts are left of two keys", len(b.counts))
	}
}

func checkBuckets(t *testing.T, b *buckets, want map[int]int64) {
	t.Helper()
	found := 0
	for i, n := range b.counts {
		if key := b.first + i; n != want[key] {
			t.Errorf("%d of key %d, want %d", n, key, want[key])
		} else if n != 0 {
			found++
		}
	}
	if found != len(want) {
		t.Errorf("%d keys, want %d", found, len(want))
	}
}
