// Package placestest holds the test of a report that goes to places of every kind at
// once, some of which fail, wait or are slow. It has tests only.
package placestest
