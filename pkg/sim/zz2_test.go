package sim

import (
	"fmt"
	"os"
	"testing"
)

func TestZH(t *testing.T) {
	f, _ := os.Create(fmt.Sprintf("/tmp/h%d.jsonl", setting("SEED", 1)))
	WriteHistory(f, uint64(setting("SEED", 1)), Options{Queries: Few, Unjudged: true})
	f.Close()
}
