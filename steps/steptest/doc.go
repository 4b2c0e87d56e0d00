// Package steptest helps to test step kinds. Check says whether a kind keeps the
// contract of package step; every kind's test calls it. Open holds a session with
// a scripted server, and Observe runs one stage in it.
package steptest
