package text_test

import (
	"fmt"

	"github.com/fanlight/fanlight/pkg/text"
)

func ExampleClean() {
	fmt.Println(text.Clean("\x1b[31mtwo\nlines of a family 👩‍👩‍👧"))
	fmt.Println(text.Clean("photo\u202Egpj.exe"))
	// Output:
	// ␛[31mtwo␊lines of a family 👩‍👩‍👧
	// photo�gpj.exe
}

func ExampleWidth() {
	fmt.Println(text.Width("abc"), text.Width("漢字"), text.Width("👩‍👩‍👧"))
	// Output: 3 4 2
}

func ExampleCut() {
	fmt.Println(text.Cut("Task timed out after 3.00 seconds", 15))
	fmt.Println(text.Cut("東京都渋谷区", 7))
	// Output:
	// Task timed out…
	// 東京都…
}
