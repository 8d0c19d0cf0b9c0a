package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// TestRows_Add bounds the bytes of the cells.
func TestRows_Add(t *testing.T) {
	t.Parallel()
	row := fanlight.Row{{Name: "a", Value: "four"}, {Name: "b", Value: "or six"}}
	for _, test := range []struct {
		name string
		most int64
		rows int
		all  bool
	}{
		{"no row fits", 9, 0, false},
		{"one row fits", 19, 1, false},
		{"all rows fit", 30, 3, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var rows ledger.Rows
			all, err := rows.Add([]fanlight.Row{row, row, row}, test.most)
			if all != test.all || err != nil {
				t.Errorf("all %v, %v", all, err)
			}
			want := fanlight.Kept{Rows: test.rows, Bytes: int64(10 * test.rows), Cut: !test.all}
			if test.rows > 0 {
				want.Columns = []string{"a", "b"}
			}
			expect(t, "kept", want, rows.Kept())
		})
	}
}

// TestRows_Add_names bounds the names, for which the first item must have room.
func TestRows_Add_names(t *testing.T) {
	t.Parallel()
	var rows ledger.Rows
	var row fanlight.Row
	for i := range 1000 {
		row = append(row, fanlight.Field{Name: fmt.Sprint(i, strings.Repeat("n", 1000)), Value: "v"})
	}
	if _, err := rows.Add([]fanlight.Row{row, row}, 1<<40); err != nil {
		t.Fatal(err)
	}
	if n := len(rows.Kept().Columns); n != 65 {
		t.Errorf("%d names are listed, want 65 of about 1 KB", n)
	}
}

func TestRows_Kept(t *testing.T) {
	t.Parallel()
	expect(t, "kept", fanlight.Kept{}, new(ledger.Rows).Kept())
}

func TestRows_Held(t *testing.T) {
	t.Parallel()
	var rows ledger.Rows
	if _, err := rows.Add(randomRows(10, 1000), 1<<40); err != nil || rows.Held() < 5000 {
		t.Errorf("%d bytes are held of 10,000 random ones, %v", rows.Held(), err)
	}
}
