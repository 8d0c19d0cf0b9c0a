package cwli

import (
	"fmt"
	"strings"
	"testing"
)

func TestReadTable(t *testing.T) {
	t.Parallel()
	table, err := ReadTable(strings.NewReader("id,name\n1,\"A, B\"\n"))
	if err != nil || fmt.Sprint(table.Columns, table.Rows) != "[id name] [[1 A, B]]" {
		t.Errorf("ReadTable = %v, %v", table, err)
	}
	for _, text := range []string{"\ufeffid,name\r\n1,x;y\r\n", "id;name\n1;\"x;y\"\n", "id\tname\n1\tx;y\n", "\ufeffid;name\n1;\"x;y\"\n"} {
		table, err := ReadTable(strings.NewReader(text))
		if err != nil || fmt.Sprintf("%q %q", table.Columns, table.Rows) != `["id" "name"] [["1" "x;y"]]` {
			t.Errorf("ReadTable(%q) = %q, %v", text, table, err)
		}
	}
	one, err := ReadTable(strings.NewReader("id,a;b\n1,x\n"))
	if err != nil || fmt.Sprintf("%q", one.Columns) != `["id" "a;b"]` {
		t.Errorf("a semicolon in a name parts it: %q, %v", one, err)
	}
	for text, want := range map[string]string{"": "empty file", "\ufeff": "empty file", "\xff\xfei\x00d\x00": "UTF-16", "a,b\n1\n": "record on line 2", "a\n\"x\n": "read lookup table"} {
		if _, err := ReadTable(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ReadTable(%q) = %v, want … %s", text, err, want)
		}
	}
}

func TestBuilder_lookup(t *testing.T) {
	t.Parallel()
	tables := map[string]*Table{
		"users": {Columns: []string{"id", "name"}, Rows: [][]string{{"1", "ann"}, {"1", "second"}}},
		"nets":  {Columns: []string{"cidr", "zone"}, Rows: [][]string{{"10.0.0.0/8", "wide"}, {"10.1.0.0/16", "narrow"}}},
		"hosts": {Columns: []string{"cidr", "zone"}, Rows: [][]string{{"10.1.3.4", "host"}, {"10.0.0.0/8 ", "wide"}, {"2001:db8::1", "six"}}},
		"wide":  {Columns: strings.Split("abcdefghijkl", ""), Rows: nil},
		"bad":   {Columns: []string{"cidr", "zone"}, Rows: [][]string{{"10.0.0.0/99", "x"}}},
	}
	for query, want := range map[string]string{
		"lookup users id OUTPUT name | display name":             "[[{name ann}] []]",
		"lookup users id OUTPUTNEW name | display name":          "[[{name own}] []]",
		"cidrlookup nets ip as cidr OUTPUT zone | display zone":  "[[{zone narrow}] [{zone wide}]]",
		"lookup nobody id OUTPUT name":                           "lookup: unknown table nobody",
		"lookup users id OUTPUT age":                             `lookup: the table has no column age: it has "id", "name"`,
		"lookup wide a OUTPUT m":                                 `it has "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", …`,
		"cidrlookup hosts ip as cidr OUTPUT zone | display zone": "[[{zone host}] [{zone wide}]]",
		"cidrlookup bad ip as cidr OUTPUT zone":                  `lookup: invalid range "10.0.0.0/99" in row 1 of the table: want one such as 10.0.0.0/8, or an address`,
	} {
		q, err := Compile(query)
		if err != nil {
			t.Fatal(err)
		}
		got, err := feed(q.Execution(Options{Tables: tables}), []string{`{"id":2,"ip":"10.2.3.4"}`, `{"id":1,"name":"own","ip":"10.1.3.4"}`})
		for i := range got.Rows {
			got.Rows[i] = got.Rows[i][:len(got.Rows[i])-1] // without @ptr
		}
		if err == nil && fmt.Sprint(got.Rows) != want || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v, want %s", query, got.Rows, err, want)
		}
	}
}
