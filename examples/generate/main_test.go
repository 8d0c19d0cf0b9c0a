package main

import (
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

// TestSamples compares files by their content, since versions of Go may compress the same
// bytes differently.
func TestSamples(t *testing.T) {
	t.Parallel()
	for name, logs := range samples {
		there, err := sample.Read(filepath.Join("..", name, "logs"))
		if err != nil {
			t.Fatal(err)
		}
		written := logs()
		for file, content := range written {
			if content != there[file] {
				t.Errorf("%s/logs/%s differs: go run ./examples/generate %s", name, file, name)
			}
		}
		if len(written) != len(there) {
			t.Errorf("%d files are written, %s/logs holds %d", len(written), name, len(there))
		}
	}
}

func TestWrite(t *testing.T) {
	t.Parallel()
	examples := t.TempDir()
	if err := write(examples, "vpc-rejects"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(examples, "vpc-rejects", "logs", "flows.log.gz")); err != nil {
		t.Error(err)
	}
	if err := write(examples, "vpc"); err == nil || !strings.Contains(err.Error(), `invalid example "vpc": want one of checkout`) {
		t.Errorf("of an unknown example: %v", err)
	}
}

const mostBytes = 200_000 // of a sample, packed

func TestSamples_size(t *testing.T) {
	t.Parallel()
	for name := range samples {
		folder := filepath.Join("..", name, "logs")
		files, err := sample.Read(folder)
		if err != nil {
			t.Fatal(err)
		}
		size := int64(0)
		for file := range files {
			info, err := os.Stat(filepath.Join(folder, file))
			if err != nil {
				t.Fatal(err)
			}
			size += info.Size()
		}
		if size > mostBytes {
			t.Errorf("%s has %d bytes, want at most %d", name, size, mostBytes)
		}
	}
}

// documented are the networks of RFC 5737, for documentation, and a private one of RFC 1918.
var documented = []netip.Prefix{
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("10.0.0.0/16"),
}

func TestSamples_addresses(t *testing.T) {
	t.Parallel()
	address := regexp.MustCompile(`\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b`)
	found := 0
	for name, logs := range samples {
		for _, content := range logs() {
			for _, text := range address.FindAllString(content, -1) {
				found++
				a, err := netip.ParseAddr(text)
				if err != nil || !slices.ContainsFunc(documented, func(p netip.Prefix) bool { return p.Contains(a) }) {
					t.Errorf("%s: %s is not of a network for documentation", name, text)
				}
			}
		}
	}
	if found < 1000 {
		t.Errorf("%d addresses", found)
	}
}
