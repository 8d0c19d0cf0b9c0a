// Generate writes the log sample of this example: 26 hours of a Telegram bot on
// Lambda, the same bytes each time.
//
//	go run ./examples/bot-usage/generate examples/bot-usage/logs
package main

import (
	"fmt"
	"os"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: generate FOLDER")
		os.Exit(2)
	}
	if err := files(streams()).Write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// files returns each stream as a file of its own. One is compressed, as real folders of
// logs have some.
func files(streams []*stream) sample.Files {
	all := sample.Files{}
	for _, s := range streams {
		all[s.file] = s.content()
	}
	return all
}
