package probe

import (
	"regexp"
	"testing"
	"time"
)

// TestChoices runs every probe on the engine: it gives the chosen answers.
func TestChoices(t *testing.T) {
	t.Parallel()
	for _, c := range Choices() {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			for _, q := range c.Queries {
				got, err := here.answer(t.Context(), c, q)
				if err != nil {
					t.Errorf("%s: %v", q.Text, err)
				} else if difference := q.Difference(here, got); difference != "" {
					t.Error(difference)
				}
			}
		})
	}
}

func TestChoices_form(t *testing.T) {
	t.Parallel()
	name := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	known := map[string]bool{}
	for _, c := range Choices() {
		if !name.MatchString(c.Name) || known[c.Name] {
			t.Errorf("the name %q is taken, or not in lower case with dashes", c.Name)
		}
		known[c.Name] = true
		if c.Question == "" || c.Choice == "" || len(c.Queries) == 0 || len(c.Events) == 0 || time.Duration(len(c.Events))*Step > Span {
			t.Errorf("%s: want a question, a choice, queries, and 1 to %d events", c.Name, Span/Step)
		}
		for _, q := range c.Queries {
			for _, other := range q.Others {
				if other.Answer == q.Chosen || other.Means == "" {
					t.Errorf("%s: %s: the other answer %s is the chosen one, or has no meaning", c.Name, q.Text, other.Answer)
				}
			}
		}
	}
	if len(known) < 40 {
		t.Errorf("%d choices, want at least 40", len(known))
	}
}
