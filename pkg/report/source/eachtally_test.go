package source

import (
	"strconv"
	"strings"
	"testing"
)

func TestValue_perItem(t *testing.T) {
	t.Parallel()
	r := newReader("a.yaml", nil)
	v := value{reader: r}
	var all items
	for i := range 5 {
		all.all = append(all.all, &item{scalar: scalar{value: v, text: "i" + strconv.Itoa(i)}})
	}
	r.problem(place{1, 1}, "", "before")
	v.perItem(all, func(v value) {
		v.problem(place{2, 1}, "", "of all")
		v.note(place{2, 2}, "", "a note")
		if v.each.text >= "i3" {
			v.problem(place{3, 1}, "", "of some")
		}
		v.problem(place{4, 1}, "", "unlike `%s`", v.each.text)
		if v.each.text == "i2" {
			v.problem(place{5, 1}, "", "of one")
		}
	})
	var got []string
	for _, p := range append(r.problems.kept, r.notes.kept...) {
		got = append(got, p.Message)
	}
	const want = "before|of all|unlike `i0`|unlike `i1`|unlike `i2`|item `i2`: of one|item `i3` and 1 more: of some|unlike `i3`|unlike `i4`|a note"
	if shown := strings.Join(got, "|"); shown != want {
		t.Errorf("got  %s\nwant %s", shown, want)
	}
}

// However many items have problems of their own, as many are kept as of one report.
func TestTally_add_many(t *testing.T) {
	t.Parallel()
	var many []string
	for i := range 2000 {
		many = append(many, "a"+strconv.Itoa(i))
	}
	_, _, err := loadText(withEach(t, "["+strings.Join(many, ",")+"]", "stats {{each}}(*) as n"), DefaultValues(), Options{})
	problems, _ := err.(Problems) //nolint:errorlint // it is what loadText returns
	if len(problems) != maxShown+1 || problems.Count() != 2000 {
		t.Errorf("%d problems, %d shown", problems.Count(), len(problems))
	}
}
