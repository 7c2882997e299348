/** Files that were brought in, kept with what they would do until somebody decides. */
@NamedInterface("kept")
@NullMarked
package org.ziyuan.marketplace.intake.kept;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
