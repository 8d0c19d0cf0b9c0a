package jsonscan_test

import "testing"

func FuzzScan(f *testing.F) {
	for _, doc := range documents {
		f.Add(doc)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		checkValid(t, doc)
		checkFind(t, doc)
		checkNested(t, doc)
		checkCompact(t, doc)
	})
}
