/** What can be set of the sagas side. */
@org.jspecify.annotations.NullMarked
package studio.greenroom.saga.settings;
