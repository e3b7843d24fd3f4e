//! The measures that are printed.

/// The class of a rating, or of a valence, of which `least` is enough.
pub fn sign(number: f64, least: f64) -> i8 {
    i8::from(number >= least) - i8::from(number <= -least)
}

/// The mean F1 of the three classes over pairs of what is so and what was said.
pub fn macro_f(pairs: &[(i8, i8)]) -> f64 {
    let f = |class: i8| {
        let count = |test: &dyn Fn(&(i8, i8)) -> bool| pairs.iter().filter(|pair| test(pair)).count() as f64;
        let both = count(&|pair| *pair == (class, class));
        2.0 * both / (count(&|pair| pair.0 == class) + count(&|pair| pair.1 == class)).max(1.0)
    };
    (f(-1) + f(0) + f(1)) / 3.0
}

/// Pearson's correlation.
pub fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len() as f64;
    let mean = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(&|pair| pair.0), mean(&|pair| pair.1));
    let both = mean(&|pair| (pair.0 - x) * (pair.1 - y));
    both / (mean(&|pair| (pair.0 - x).powi(2)) * mean(&|pair| (pair.1 - y).powi(2))).sqrt()
}
